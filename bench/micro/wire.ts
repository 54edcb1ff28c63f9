import { z } from 'zod';
import { createdTaskId, toEnvelope } from '../../src/upstream/kie/wire/envelope.ts';
import { toCode, toId, toText } from '../../src/upstream/kie/wire/reading.ts';
import { musicCallback } from '../provider/records.ts';
import type { Comparison } from './measure.ts';

const TEXT = musicCallback('0f1e2d3c4b5a69788796a5b4c3d2e1f0', 'first', '10000001');
const MANY_DIGITS = /\d{16}/;
const keep = (_key: string, value: unknown): unknown => value;

export const callbackText: Comparison = {
  title: 'The text of a callback about a piece of music',
  ways: {
    'JSON.parse with a function for each value': () => JSON.parse(TEXT, keep),
    'the same where a long number stands in it': () =>
      MANY_DIGITS.test(TEXT) ? JSON.parse(TEXT, keep) : JSON.parse(TEXT),
  },
};

const DATA = { taskId: 'a', callbackType: 'first', title: 'Night Ferry', tags: 'folk', duration: 183.4 };
const asRecord = (value: unknown) => (typeof value === 'object' && value !== null ? value : null);
const checked = z.preprocess(asRecord, z.record(z.string(), z.unknown()).nullable());
const typed = z.transform(asRecord);

export const reading: Comparison = {
  title: 'An object of the provider with any keys',
  ways: {
    'read, and checked by a schema': () => checked.parse(DATA),
    'read by a typed function': () => typed.parse(DATA),
  },
};

const ANSWER = { code: 200, msg: 'success', data: { taskId: '0f1e2d3c4b5a69788796a5b4c3d2e1f0' } };
const envelope = z.object({
  code: z.transform(toCode).pipe(z.number()),
  msg: z.transform(toText).optional(),
  data: z.unknown().optional(),
});
const created = z.object({ taskId: z.transform(toId).pipe(z.string()) });

export const answers: Comparison = {
  title: 'The task in the answer to a purchase',
  ways: {
    'by schemas': () => created.safeParse(envelope.safeParse(ANSWER).data?.data).data?.taskId,
    'by functions': () => createdTaskId(toEnvelope(ANSWER)?.data),
  },
};
