const STEMS = [
  'VOCALS',
  'BACKING_VOCALS',
  'DRUMS',
  'BASS',
  'GUITAR',
  'KEYBOARD',
  'PERCUSSION',
  'STRINGS',
  'SYNTH',
  'FX',
  'BRASS',
  'WOODWINDS',
];

const ID = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';

/** A finished separation with twelve stems, as the graph shows it. */
export const TASK = {
  __typename: 'SeparationTask',
  id: 'VGFzazphMWIyYzNkNC1lNWY2LTQ3MTgtOTI5My1hNGI1YzZkN2U4Zjk',
  version: 3,
  status: 'SUCCEEDED',
  operation: 'SEPARATE_VOCALS',
  upstreamTaskId: ID,
  charge: 'CHARGED',
  creditCost: 50,
  creditsConsumed: null,
  progress: null,
  error: null,
  type: 'SPLIT_STEM',
  stems: STEMS.map((kind) => ({
    kind,
    label: kind,
    url: `https://files.example.com/s/${ID}_${kind}.mp3`,
    duration: 183.4,
  })),
  createdAt: '2026-11-26T00:00:00.000Z',
  updatedAt: '2026-11-26T00:01:23.000Z',
  finishedAt: '2026-11-26T00:01:23.000Z',
  expiresAt: '2026-12-10T00:01:23.000Z',
  filesExpired: false,
  timeline: ['CREATED', 'SUBMITTED', 'SUCCEEDED'].map((type, index) => ({
    at: '2026-11-26T00:00:00.000Z',
    version: index + 1,
    type,
    detail: null,
  })),
};
