import { z } from 'zod';
import * as read from './reading.ts';

/** Timestamped lyrics, as docs.kie.ai ("Get Timestamped Lyrics") spells them. */
export const TIMESTAMPS_CREATE_PATH = '/api/v1/generate/get-timestamped-lyrics';

export const timestampsRequest = z.strictObject({ taskId: z.string(), audioId: z.string() });
export type TimestampsRequest = z.infer<typeof timestampsRequest>;

const either = (camel: string, snake: string) => (fields: unknown) => {
  const found = read.record.parse(fields);
  return found?.[camel] ?? found?.[snake];
};

const startOf = either('startS', 'start_s');
const endOf = either('endS', 'end_s');

/** A word with its two times; the newer API spells their names in snake_case. */
const alignedWord = z.preprocess(
  (value) => ({ word: read.record.parse(value)?.['word'], start: startOf(value), end: endOf(value) }),
  z.object({
    word: read.text.pipe(z.string()),
    start: read.number.pipe(z.number()),
    end: read.number.pipe(z.number()),
  }),
);

const wordsOf = either('alignedWords', 'aligned_words');
const waveformOf = either('waveformData', 'waveform_data');

/** `data` of the answer. */
export const timestamps = z.preprocess(
  (data) => ({ words: wordsOf(read.first(data)), waveform: waveformOf(read.first(data)) }),
  z.object({ words: read.listOf(alignedWord), waveform: read.listOf(read.number.pipe(z.number())) }),
);
