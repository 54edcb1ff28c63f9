import { z } from 'zod';
import * as read from './reading.ts';

/**
 * What every answer is wrapped in: `{ code, msg, data }`. Business errors come as HTTP 200 with another `code`;
 * on 401 `data` may be missing altogether. Source: docs.kie.ai, "Getting Started", and recorded exchanges.
 */
export const envelope = z.object({
  code: read.code.pipe(z.number()),
  msg: read.text.optional(),
  /** Some answers wrap it in a list. */
  data: z.unknown().optional(),
});
export type Envelope = z.infer<typeof envelope>;

/** `data` of every create answer; the id in snake_case too, as callbacks spell it (provider.md, 12.2). */
export const created = z.preprocess(
  (data) => {
    const fields = read.record.parse(read.first(data));
    return fields && { ...fields, taskId: fields['taskId'] ?? fields['task_id'] };
  },
  z.object({ taskId: read.id.pipe(z.string()) }),
);

/** `data` of the credits answer: a bare decimal number (the docs say integer). */
export const credits = z.preprocess((data) => read.first(data), read.number.pipe(z.number()));

/**
 * The provider's task id in a callback. Four spellings are official (`data.task_id`, `data.taskId`, and both at the
 * top level); a body in which two of them disagree is refused. Source: docs.kie.ai, callback pages.
 */
export const callbackTaskId = (body: unknown): string | null => {
  const top = read.toRecord(read.only(body));
  const data = read.toRecord(read.only(top?.['data']));
  const spelt = [data?.['task_id'], data?.['taskId'], top?.['taskId'], top?.['task_id']]
    .map(read.toText)
    .filter((value) => value !== null);
  const [first] = spelt;
  return spelt.every((value) => value === first) ? read.toId(first) : null;
};
