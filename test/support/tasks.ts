import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { addVocalsInput } from './bodies.ts';
import { START } from './manual-clock.ts';

/** A task in the middle of nothing: a separation that is being bought. */
export const aTask = (change: Partial<Task> = {}): Task => ({
  id: '00000000-0000-4000-8000-000000000001',
  viewer: 'alice',
  operation: 'SEPARATE_VOCALS',
  input: { source: { track: null, audioUrl: 'https://media.example.com/song.mp3' }, type: 'SEPARATE_VOCAL' },
  api: 'endpoints',
  status: 'SUBMITTING',
  version: 1,
  upstreamTaskId: null,
  charge: 'NOT_CHARGED',
  creditCost: 10,
  creditsConsumed: null,
  progress: null,
  output: { kind: 'separation', stems: [] },
  error: null,
  refusal: null,
  timeline: [{ at: START, version: 1, type: 'CREATED', detail: null }],
  createdAt: START,
  updatedAt: START,
  submittedAt: null,
  finishedAt: null,
  expiresAt: null,
  inconsistency: null,
  seenAt: null,
  ...change,
});

/** The same for added vocals. */
export const aMusicTask = (change: Partial<Task> = {}): Task =>
  aTask({
    operation: 'ADD_VOCALS',
    input: {
      ...addVocalsInput,
      model: 'V4_5PLUS',
      vocalGender: null,
      styleWeight: null,
      weirdnessConstraint: null,
      audioWeight: null,
    },
    output: { kind: 'music', stage: null, tracks: [] },
    ...change,
  });

/** The same for a section that is replaced. */
export const aSectionTask = (change: Partial<Task> = {}): Task =>
  aTask({
    operation: 'REPLACE_SECTION',
    input: {
      source: { track: { taskId: 'song', audioId: 'one' }, uploadUrl: null },
      prompt: '[Verse] Lights',
      tags: 'folk',
      title: 'Night Ferry',
      infillStart: 5,
      infillEnd: 15,
      fullLyrics: '[Verse] Lights',
      negativeTags: null,
      model: null,
    },
    output: { kind: 'music', stage: null, tracks: [] },
    ...change,
  });

/** The same for lyrics. */
export const aLyricsTask = (change: Partial<Task> = {}): Task =>
  aTask({
    operation: 'GENERATE_LYRICS',
    input: { prompt: 'a ferry at night' },
    output: { kind: 'lyrics', variants: [] },
    ...change,
  });

/** The same for timestamped lyrics. */
export const aTimestampsTask = (change: Partial<Task> = {}): Task =>
  aTask({
    operation: 'TIMESTAMP_LYRICS',
    input: { source: { taskId: 'song', audioId: 'one' } },
    output: { kind: 'timestamped-lyrics', words: [], waveform: [] },
    ...change,
  });

const TRACK = { taskId: 'song', audioId: 'one' };

/** The same for a WAV. */
export const aWavTask = (change: Partial<Task> = {}): Task =>
  aTask({ operation: 'CONVERT_TO_WAV', input: { source: TRACK }, output: { kind: 'wav', url: null }, ...change });

/** The same for a music video. */
export const aVideoTask = (change: Partial<Task> = {}): Task =>
  aTask({
    operation: 'CREATE_VIDEO',
    input: { source: TRACK, author: null, domainName: null },
    output: { kind: 'video', url: null },
    ...change,
  });

/** The same for cover pictures. */
export const aCoverTask = (change: Partial<Task> = {}): Task =>
  aTask({ operation: 'GENERATE_COVER', input: { taskId: 'song' }, output: { kind: 'cover', images: [] }, ...change });

/** The same for notes. */
export const aMidiTask = (change: Partial<Task> = {}): Task =>
  aTask({
    operation: 'GENERATE_MIDI',
    input: { source: { taskId: 'split', audioId: null } },
    output: { kind: 'midi', instruments: null },
    ...change,
  });
