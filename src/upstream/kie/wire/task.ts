import * as read from './reading.ts';

/*
 * What all families of the per-endpoint API share in their callbacks and records. Source: docs.kie.ai and
 * docs.sunoapi.org, callback and details pages.
 */

/** Fields of the provider's, by their names. */
export type Fields = Readonly<Record<string, unknown>>;

/** A callback, whatever it is about. */
export interface CallbackBody {
  readonly code: number | null;
  readonly msg: string | null;
  readonly data: Fields;
  /** `callbackType` in lower case; null where there is none. */
  readonly stage: string | null;
}

/** Reads the body of a callback. Any other value reads as a body without fields. */
export const readCallbackBody = (body: unknown): CallbackBody => {
  const found = read.toRecord(body);
  const data = read.toRecord(read.only(found?.['data'])) ?? {};
  const stage = read.toText(read.field(data, 'callbackType', 'callback_type', 'callbacktype'));
  return {
    code: read.toCode(found?.['code']),
    msg: read.toText(found?.['msg']),
    data,
    stage: stage?.trim().toLowerCase() ?? null,
  };
};

/** `data` of `GET record-info`. */
export interface RecordData {
  readonly taskId: string | null;
  /** The request as a JSON string, callback URL included; in records of music and lyrics. */
  readonly param: string | null;
  /** The others echo it by itself. */
  readonly callbackUrl: string | null;
  readonly createTime: number | null;
  readonly completeTime: number | null;
  /** The state of music and lyrics; other families have it in `successFlag`. Both are read for every family. */
  readonly status: string | null;
  readonly successFlag: string | null;
  readonly response: Fields;
  readonly errorCode: number | null;
  /** The error code as text: some failures have a word here. */
  readonly errorWord: string | null;
  readonly errorMessage: string | null;
}

/** The results of a record; the newer API spells them as the JSON text of `resultJson`. */
const resultsOf = (found: Fields): Fields => {
  // MIDI alone has a name of its own for them.
  const response = read.toRecord(found['response']) ?? read.toRecord(found['midiData']);
  if (response !== null) return response;
  const list = read.unwrapped(found['response'] ?? found['resultJson']);
  return Array.isArray(list) ? { data: list } : (read.toRecord(list) ?? {});
};

const idOf = (row: unknown): string | null => read.toId(read.field(read.toRecord(row), 'taskId', 'task_id'));

/**
 * The fields of a record in `data`; null for what is no record.
 *
 * @param id the task in question: of a list of records, its own is read, or else the first one.
 */
export const findRecord = (data: unknown, id: string | null = null): Fields | null => {
  const rows = read.unwrapped(data);
  const own = Array.isArray(rows) ? rows.find((row) => id !== null && idOf(row) === id) : undefined;
  return read.toRecord(own ?? read.first(rows));
};

/** Reads `data` of a record as `findRecord` finds it; null for what is no record. */
export const readRecordData = (data: unknown, id: string | null = null): RecordData | null => {
  const found = findRecord(data, id);
  if (found === null) return null;
  const code = found['errorCode'] ?? found['failCode'];
  return {
    taskId: read.toId(read.field(found, 'taskId', 'task_id')),
    param: read.toText(found['param']),
    callbackUrl: read.toText(found['callbackUrl']),
    createTime: read.toTime(found['createTime']),
    completeTime: read.toTime(found['completeTime']),
    status: read.toText(found['status'] ?? found['state']),
    successFlag: read.toText(found['successFlag']),
    response: resultsOf(found),
    errorCode: read.toCode(code),
    errorWord: read.toText(code),
    errorMessage: read.toText(found['errorMessage'] || found['errorMsg'] || found['failMsg']),
  };
};
