import { START } from './manual-clock.ts';
import { aLyricsTask, aMusicTask, aTask, aTimestampsTask } from './tasks.ts';

export const idOf = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
export const taskId = (number: number) => `task_${idOf(number)}`;

const stem = { kind: 'DRUMS', label: 'drums "é"', url: 'https://f.example.com/a.mp3', audioId: null } as const;
const track = {
  title: 'a',
  tags: null,
  lyrics: 'la',
  model: null,
  audioUrl: 'https://f.example.com/t',
  imageUrl: null,
};
const finished = { status: 'SUCCEEDED', version: 3, upstreamTaskId: 'up', finishedAt: START } as const;
const error = { code: 'TIMED_OUT', message: 'late', upstreamCode: 500 } as const;

/** Tasks of several types, and two with values that cannot be sent. */
export const TASKS = [
  aTask({ id: idOf(1), ...finished, output: { kind: 'separation', stems: [{ ...stem, duration: 1.5 }] } }),
  aMusicTask({
    id: idOf(2),
    ...finished,
    expiresAt: START + 1,
    output: {
      kind: 'music',
      stage: 'COMPLETE',
      tracks: ['x', 'y'].map((audioId) => ({ ...track, audioId, duration: 3, streamUrl: null, createdAt: START })),
    },
  }),
  aLyricsTask({ id: idOf(3), ...finished, output: { kind: 'lyrics', variants: [{ title: null, text: 'la' }] } }),
  aTimestampsTask({ id: idOf(4), status: 'FAILED', error, expiresAt: START - 1 }),
  // Values that cannot be sent: in fields that may be null, in fields that may not, and within lists.
  aTask({ id: idOf(5), finishedAt: Number.NaN, version: 0.5 }),
  aTask({
    id: idOf(6),
    creditCost: Number.POSITIVE_INFINITY,
    output: { kind: 'separation', stems: [1, Number.NaN].map((duration) => ({ ...stem, duration })) },
    timeline: [{ at: Number.NaN, version: 1, type: 'CREATED', detail: null }],
  }),
];

/** All that can be asked of a task. */
export const TASK = `__typename id version status operation charge creditCost finishedAt error { code message upstreamCode }
  timeline { at version type detail } filesExpired expiresAt
  ... on SeparationTask { type stems { kind label url duration audioId } sourceTaskId }
  ... on MusicTask { stage tracks { id audioId duration audioUrl createdAt separations { id stems { kind } } } }
  ... on LyricsTask { variants { title text } }`;
