import type { Output } from '../../../domain/outputs/output.ts';
import type { NoteOddity } from '../../../domain/ports/provider.ts';
import type { RecordReading, TaskReader } from '../api.ts';
import { failed } from '../failure.ts';
import * as read from '../wire/reading.ts';
import { type Fields, type RecordData, readCallbackBody, readRecordData } from '../wire/task.ts';

/** What a state of a record means. */
export type StateMeaning = 'running' | 'progress' | 'succeeded' | 'failed' | 'sensitive' | 'undelivered';

/** How a family of operations tells of its tasks; operations of one family share one record. */
export interface Family {
  /** Read with `?taskId=`. */
  readonly recordPath: string;
  /** The field of a record that holds the state. */
  readonly stateField: 'status' | 'successFlag';
  /** States by their word in upper case; one that is not listed reads as running. */
  readonly states: Readonly<Record<string, StateMeaning>>;
  /** Words of `callbackType` in lower case that come before the end; null where a family has one callback, at the end. */
  readonly stages: Readonly<Record<string, 'progress' | 'succeeded' | 'failed'>> | null;
  /** Results in a record. @param response `response` of the record; @param state as in `states`, null if unknown. */
  recordOutput(response: Fields, state: string | null): Output;
  /** Results in a callback. @param data `data` of the body; @param stage as in `stages`. */
  callbackOutput(data: Fields, stage: string | null): Output;
}

/** What the `code` of a callback says; 0, 201 and 202 are documented nowhere, and were seen (provider.md, 12.17, quirk 4). */
const verdictOf = (code: number | null): 'yes' | 'running' | 'no' => {
  if (code === 202) return 'running';
  return code === 200 || code === 201 || code === 0 ? 'yes' : 'no';
};

/** The callback URL within `param`, the request that a record echoes as a JSON string. */
const callbackUrlIn = (param: string | null): string | null => {
  try {
    const request = read.record.parse(JSON.parse(param ?? 'null'));
    return read.text.parse(request?.['callBackUrl']);
  } catch {
    // Not JSON: an echo that cannot be held against us.
    return null;
  }
};

/** Reads callbacks and records of one family. */
export const createTaskReader = (family: Family, noteOddity: NoteOddity): TaskReader => {
  const readState = (task: RecordData): RecordReading['report'] => {
    const state = task[family.stateField]?.toUpperCase() ?? null;
    const output = family.recordOutput(task.response, state);
    const words = { code: task.errorCode, message: task.errorMessage };
    const meaning = state === null ? undefined : family.states[state];
    switch (meaning) {
      case 'progress':
        return { state: 'progress', output };
      case 'succeeded':
        return { state: 'succeeded', output, at: task.completeTime };
      case 'undelivered':
        return { state: 'undelivered', output };
      case 'sensitive':
        return failed({ ...words, kind: 'SENSITIVE_CONTENT' });
      case 'failed':
        return failed(words);
      case 'running':
        return { state: 'pending' };
      case undefined:
        noteOddity({ what: 'state', value: state ?? 'none' });
        return { state: 'pending' };
    }
  };

  return {
    recordPath: (id) => `${family.recordPath}?taskId=${encodeURIComponent(id)}`,

    readCallback(body) {
      const { code, msg, stage, data } = readCallbackBody(body);
      const verdict = verdictOf(code ?? (family.stages === null ? null : 200));
      if (verdict === 'running') return { state: 'pending' };
      const meaning = family.stages === null || stage === null ? undefined : family.stages[stage];
      if (verdict === 'no' || meaning === 'failed') return failed({ code, message: msg });
      if (family.stages === null || meaning === 'succeeded') {
        return { state: 'succeeded', output: family.callbackOutput(data, stage), at: null };
      }
      if (meaning === 'progress') return { state: 'progress', output: family.callbackOutput(data, stage) };
      noteOddity({ what: 'stage', value: stage ?? 'none' });
      return { state: 'pending' };
    },

    readRecord(data) {
      const task = readRecordData(data);
      if (task === null) {
        noteOddity({ what: 'body', value: `a record that is ${Array.isArray(data) ? 'a list' : typeof data}` });
        return { report: { state: 'pending' }, callbackUrl: null };
      }
      return { report: readState(task), callbackUrl: task.callbackUrl ?? callbackUrlIn(task.param) };
    },
  };
};
