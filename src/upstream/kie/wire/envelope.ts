import { z } from 'zod';
import * as read from './reading.ts';

/**
 * What every answer is wrapped in: `{ code, msg, data }`. Business errors come as HTTP 200 with another `code`;
 * on 401 `data` may be missing altogether. Source: docs.kie.ai, "Getting Started", and recorded exchanges.
 */
export interface Envelope {
  readonly code: number;
  /** Undefined where the answer has none. */
  readonly msg: string | null | undefined;
  /** Some answers wrap it in a list. Undefined where the answer has none. */
  readonly data: unknown;
}

/** Null for what is no envelope: no object, or without a code. */
export const toEnvelope = (value: unknown): Envelope | null => {
  if (!read.isObject(value)) return null;
  const code = read.toCode(value['code']);
  const msg = value['msg'];
  return code === null ? null : { code, msg: msg === undefined ? msg : read.toText(msg), data: value['data'] };
};

/**
 * The task's id in `data` of a create answer, in snake_case too, as callbacks spell it (provider.md, 12.2); null where it
 * names none.
 */
export const createdTaskId = (data: unknown): string | null => {
  const fields = read.toRecord(read.first(data));
  return fields && read.toId(fields['taskId'] ?? fields['task_id']);
};

/** `data` of the credits answer: a bare decimal number (the docs say integer). */
export const credits = z.preprocess((data) => read.first(data), read.number.pipe(z.number()));

/**
 * The provider's task id in a callback. Four spellings are official (`data.task_id`, `data.taskId`, and both at the
 * top level); a body in which two of them disagree is refused. Source: docs.kie.ai, callback pages.
 */
export const callbackTaskId = (body: unknown): string | null => {
  const top = read.toRecord(read.only(body));
  const data = read.toRecord(read.only(top?.['data']));
  let first: string | null = null;
  for (const value of [data?.['task_id'], data?.['taskId'], top?.['taskId'], top?.['task_id']]) {
    const spelt = read.toText(value);
    if (spelt !== null && first !== null && spelt !== first) return null;
    first ??= spelt;
  }
  return read.toId(first);
};
