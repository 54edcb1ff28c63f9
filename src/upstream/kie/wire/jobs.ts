import { z } from 'zod';
import * as read from './reading.ts';
import { type Fields, findRecord, type RecordData, readRecordData } from './task.ts';

/** The unified jobs API: one endpoint buys everything, another one reads it (provider.md, 6.1 and 6.2). */
export const JOBS_CREATE_PATH = '/api/v1/jobs/createTask';
export const JOBS_RECORD_PATH = '/api/v1/jobs/recordInfo';

/** The request; `input` is strict by the schema of its operation. */
export const jobRequest = z.strictObject({
  model: z.string(),
  callBackUrl: z.url(),
  input: z.record(z.string(), z.unknown()),
});
export type JobRequest = z.infer<typeof jobRequest>;

/** Texts that stand for "none". */
const isNone = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const known = (value: unknown): unknown => {
  const tree = read.unwrapped(value);
  return isNone(tree) ? undefined : tree;
};

const childrenOf = (tree: unknown, ...names: readonly string[]): unknown[] => {
  const fields = read.record.parse(tree);
  return names.map((name) => known(fields?.[name]));
};

/** The places in which a record may hold its results, the likeliest first (provider.md, 6.5). */
export const rootsOf = (record: Fields): readonly unknown[] => {
  const response = known(record['response']);
  const tree = known(record['resultJson']) ?? response;
  const nested = childrenOf(tree, 'data', 'resultObject', 'response', 'result');
  const repeated = response === tree ? [] : [response, ...childrenOf(response, 'data')];
  return [tree, ...nested, ...repeated].filter((root) => root !== undefined);
};

const number = z.preprocess((value) => value ?? null, read.number);

/** Numbers of a record about its task. */
export const jobFigures = z.preprocess(
  (value) => read.record.parse(value) ?? {},
  z.object({
    creditsConsumed: number.transform((credits) => (credits !== null && credits >= 0 ? credits : null)),
    progress: number.transform((percent) =>
      percent !== null && percent >= 0 && percent <= 100 ? Math.round(percent) : null,
    ),
  }),
);

/** What is told within the results: of another code than 200, and with no result beside it, that there will be none. */
const innerFailure = z.preprocess(
  (value) => read.record.parse(value) ?? {},
  z.object({
    code: z.preprocess((value) => value ?? null, read.code),
    msg: z.preprocess((value) => value ?? null, read.text),
  }),
);

/** `data` of a record as records of endpoints are read, with the whole of it as the place of results; null for no record. */
export const readJobData = (data: unknown, id: string | null): RecordData | null => {
  const record = findRecord(data, id);
  const task = readRecordData(data, id);
  if (record === null || task === null) return null;
  const inner = innerFailure.parse(rootsOf(record)[0]);
  // The request is a text, encoded once or twice; an object is read as well.
  const request = read.record.parse(record['param']);
  return {
    ...task,
    callbackUrl:
      task.callbackUrl ?? read.text.parse(read.field(request, 'callBackUrl', 'call_back_url', 'callbackUrl')),
    response: record,
    errorCode: task.errorCode ?? (task.errorWord === null ? inner.code : null),
    errorMessage: task.errorMessage ?? inner.msg,
  };
};

/** The provider's name of what a record says was bought; null where it does not say. */
export const jobModelOf = (record: Fields): string | null => read.text.parse(record['model'] ?? null);
