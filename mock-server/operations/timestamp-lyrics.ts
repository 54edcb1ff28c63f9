import { z } from 'zod';
import { TIMESTAMPS_CREATE_PATH } from '../../src/upstream/kie/wire/timestamp-lyrics.ts';
import { textOf } from '../core/json.ts';
import { fraction } from '../core/random.ts';
import { defineOperation } from './operation.ts';
import { parentTrack } from './parent-track.ts';

/** Timestamped lyrics, in the answer to the purchase. Source: docs.kie.ai and docs.sunoapi.org, "Get Timestamped Lyrics". */

const word = z.object({ word: z.string(), startS: z.number(), endS: z.number() });
const content = z.object({ words: z.array(word), waveform: z.array(z.number()) });
type TimestampsContent = z.infer<typeof content>;

/** Points of the waveform. */
const POINTS = 200;

const hundredths = (seconds: number): number => Math.round(seconds * 100) / 100;

/** Words spread evenly over the track, with a little air between them. */
const align = (lyrics: string, seconds: number, seed: string): TimestampsContent => {
  const words = lyrics.split(/\s+/).filter((text) => text !== '');
  const each = seconds / Math.max(words.length, 1);
  return {
    words: words.map((text, index) => ({
      word: `${text} `,
      startS: hundredths(index * each),
      endS: hundredths((index + 0.9) * each),
    })),
    waveform: Array.from({ length: POINTS }, (_, index) => hundredths(fraction(seed, `wave ${index}`))),
  };
};

export const timestampLyrics = defineOperation<TimestampsContent>({
  name: 'timestamp-lyrics',
  createPath: TIMESTAMPS_CREATE_PATH,
  recordPath: null,
  shape: () => ({
    taskId: { type: 'string', required: true },
    audioId: { type: 'string', required: true },
    musicIndex: { type: 'integer' },
  }),
  example: () => ({ taskId: 'a task of add-vocals', audioId: 'a track of it' }),
  prices: { 'timestamp-lyrics': 0.5 },
  priceName: () => 'timestamp-lyrics',
  content,
  refuse: (request, context) =>
    parentTrack(request, context) === null
      ? { why: 'unknown-parent', msg: 'The corresponding record does not exist' }
      : null,
  make: (request, context) => {
    const track = parentTrack(request, context);
    const lyrics = track?.song.hasVocals ? track.lyrics : '';
    return { content: align(lyrics, track?.song.seconds ?? 1, textOf(request, 'audioId')), files: [] };
  },
  stages: () => [],
  // There is no later to fail in.
  failed: (options) => ({
    name: 'error',
    state: null,
    failure: { code: options.code ?? 500, message: options.message ?? 'Timestamps failed' },
    refund: options.refund ?? false,
    callbacksAfterMs: [],
  }),
  callback: (task) => ({ code: 200, msg: 'success', data: { task_id: task.id } }),
  record: (task) => ({ taskId: task.id }),
  answer: (_task, { words, waveform }) => ({
    alignedWords: words.map((each) => ({ ...each, success: true, palign: 0 })),
    waveformData: waveform,
    hootCer: 0.4,
    isStreamed: false,
  }),
});
