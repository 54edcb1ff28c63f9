import { z } from 'zod';
import * as read from './reading.ts';

/*
 * What all families of the per-endpoint API share in their callbacks and records. Source: docs.kie.ai and
 * docs.sunoapi.org, callback and details pages.
 */

/** Fields of the provider's, by their names. */
export type Fields = Readonly<Record<string, unknown>>;

const fields = read.record.transform((value): Fields => value ?? {});
const code = z.preprocess((value) => value ?? null, read.code);
const text = z.preprocess((value) => value ?? null, read.text);

/** A callback, whatever it is about. */
const callbackBody = z.object({ code, msg: text, data: fields });

export interface CallbackBody extends Readonly<z.infer<typeof callbackBody>> {
  /** `callbackType` in lower case; null where there is none. */
  readonly stage: string | null;
}

/** Reads the body of a callback. Any other value reads as a body without fields. */
export const readCallbackBody = (body: unknown): CallbackBody => {
  const found = read.record.parse(body);
  const parsed = callbackBody.parse({ ...found, data: read.only(found?.['data']) });
  const stage = read.text.parse(read.field(parsed.data, 'callbackType', 'callback_type', 'callbacktype'));
  return { ...parsed, stage: stage?.trim().toLowerCase() ?? null };
};

/** `data` of `GET record-info`. */
const recordData = z.object({
  taskId: z.preprocess((value) => value ?? null, read.id),
  /** The request as a JSON string, callback URL included; in records of music and lyrics. */
  param: text,
  /** The others echo it by itself. */
  callbackUrl: text,
  createTime: z.preprocess((value) => value ?? null, read.time),
  completeTime: z.preprocess((value) => value ?? null, read.time),
  /** The state of music and lyrics; other families have it in `successFlag`. Both are read for every family. */
  status: text,
  successFlag: text,
  response: fields,
  errorCode: code,
  /** The error code as text: some failures have a word here. */
  errorWord: text,
  errorMessage: text,
});

export type RecordData = Readonly<z.infer<typeof recordData>>;

/** The results of a record; the newer API spells them as the JSON text of `resultJson`. */
const resultsOf = (found: Fields): Fields => {
  // MIDI alone has a name of its own for them.
  const response = read.record.parse(found['response']) ?? read.record.parse(found['midiData']);
  if (response !== null) return response;
  const list = read.unwrapped(found['response'] ?? found['resultJson']);
  return Array.isArray(list) ? { data: list } : (read.record.parse(list) ?? {});
};

const idOf = (row: unknown): string | null => read.id.parse(read.field(read.record.parse(row), 'taskId', 'task_id'));

/**
 * The fields of a record in `data`; null for what is no record.
 *
 * @param id the task in question: of a list of records, its own is read, or else the first one.
 */
export const findRecord = (data: unknown, id: string | null = null): Fields | null => {
  const rows = read.unwrapped(data);
  const own = Array.isArray(rows) ? rows.find((row) => id !== null && idOf(row) === id) : undefined;
  return read.record.parse(own ?? read.first(rows));
};

/** Reads `data` of a record as `findRecord` finds it; null for what is no record. */
export const readRecordData = (data: unknown, id: string | null = null): RecordData | null => {
  const found = findRecord(data, id);
  if (found === null) return null;
  const { errorCode, errorMessage, errorMsg, failCode, failMsg, state } = found;
  return recordData.parse({
    ...found,
    taskId: read.field(found, 'taskId', 'task_id'),
    status: found['status'] ?? state,
    response: resultsOf(found),
    errorCode: errorCode ?? failCode,
    errorWord: errorCode ?? failCode,
    errorMessage: errorMessage || errorMsg || failMsg,
  });
};
