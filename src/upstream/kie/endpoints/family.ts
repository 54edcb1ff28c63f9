import { hasResults, type Output } from '../../../domain/outputs/output.ts';
import type { NoteOddity } from '../../../domain/ports/provider.ts';
import type { Reading, TaskReader } from '../api.ts';
import { failed } from '../failure.ts';
import * as read from '../wire/reading.ts';
import { type Fields, type RecordData, readCallbackBody, readRecordData } from '../wire/task.ts';
import { meaningOfState, normalState, type StateMeaning } from './states.ts';

/** How the callbacks and records of a family of operations are read. Operations of one family share one record path. */
export interface Family {
  /** Read with `?taskId=`. */
  readonly recordPath: string;
  /** States that only this family has, or that mean something else in it, as `normalState` spells them. */
  readonly states: Readonly<Record<string, StateMeaning>>;
  /**
   * Words of `callbackType` in lower case that come before the end; null where a family has one callback, at the end.
   */
  readonly stages: Readonly<Record<string, 'progress' | 'succeeded' | 'failed'>> | null;
  /** Results in a record. @param response `response` of the record; @param state as in `states`, null if unknown. */
  recordOutput(response: Fields, state: string | null): Output;
  /** Reads `data` of a record, where it is not as most families have it; null for what is no record. */
  readData?(data: unknown, upstreamTaskId: string): RecordData | null;
  /** When the results were made, where they say so; epoch milliseconds. */
  madeAt?(output: Output): number | null;
  /** Results in a callback. @param data `data` of the body; @param stage as in `stages`. */
  callbackOutput(data: Fields, stage: string | null): Output;
}

/**
 * What the `code` of a callback means. 0, 201 and 202 are undocumented, but were seen (provider.md, 12.17, quirk 4).
 */
const meaningOfCode = (code: number | null): 'yes' | 'running' | 'no' => {
  if (code === 202) return 'running';
  return code === 200 || code === 201 || code === 0 ? 'yes' : 'no';
};

/** The callback URL within `param`, the request that a record echoes as a JSON string. */
const callbackUrlIn = (param: string | null): string | null =>
  read.toText(read.field(read.toRecord(param), 'callBackUrl', 'call_back_url', 'callbackUrl'));

/** Error codes that records of tasks without a failure have, too. */
const HARMLESS: ReadonlySet<number> = new Set([0, 200, 201, 202]);

/** The failure that a record's error code means; null where it means none. */
const failureOf = ({ errorCode, errorWord }: RecordData): 'failed' | 'sensitive' | null => {
  if (errorCode !== null) return HARMLESS.has(errorCode) ? null : 'failed';
  const meaning = errorWord === null ? null : meaningOfState(normalState(errorWord), {});
  return meaning === 'failed' || meaning === 'sensitive' ? meaning : null;
};

/** The reading of a record whose error code means a failure, while its state does not. */
const failing = (task: RecordData): Reading => {
  const kind = failureOf(task) === 'sensitive' ? { kind: 'SENSITIVE_CONTENT' as const } : {};
  return { ...failed({ code: task.errorCode, message: task.errorMessage, ...kind }), state: 'failing' };
};

const isRunningState = (word: string): boolean => meaningOfState(normalState(word), {}) === 'running';

/** Whether a callback says without doubt that the task is still running. */
const isRunning = (code: number | null, data: Fields, stage: string | null): boolean => {
  if (meaningOfCode(code) === 'running') return true;
  if (stage !== null) return isRunningState(stage);
  const words = ['state', 'status', 'successFlag'].map((name) => read.toText(data[name]));
  const states = words.filter((word) => word !== null);
  return states.length > 0 && states.every(isRunningState);
};

/** A state of a record as `normalState` spells it, and what it means. */
interface MeantState {
  readonly state: string;
  readonly meaning: StateMeaning;
}

const UNKNOWN_STATE = { state: null, meaning: null };

const isEnd = ({ meaning }: MeantState): boolean => meaning !== 'running' && meaning !== 'progress';

/** Reads callbacks and records of one family. */
export const createTaskReader = (family: Family, noteOddity: NoteOddity): TaskReader => {
  /** The meaning of a word for a state; null for a word without a known one, which is noted. */
  const readWord = (word: string | null): MeantState | null => {
    if (word === null) return null;
    const state = normalState(word);
    const meaning = meaningOfState(state, family.states);
    if (meaning !== null) return { state, meaning };
    noteOddity({ what: 'state', value: state });
    return null;
  };

  /** The state of a record, from either of its two fields. A value that means an end wins over one that does not. */
  const stateOf = ({ status, successFlag }: RecordData): MeantState | null => {
    if (status === null && successFlag === null) noteOddity({ what: 'state', value: 'none' });
    const [first, second] = [readWord(status), readWord(successFlag)];
    return first === null || (second !== null && !isEnd(first) && isEnd(second)) ? second : first;
  };

  const readState = (task: RecordData): Reading => {
    const { state, meaning } = stateOf(task) ?? UNKNOWN_STATE;
    const words = { code: task.errorCode, message: task.errorMessage };
    switch (meaning) {
      case 'progress':
        return { state: 'progress', output: family.recordOutput(task.response, state) };
      case 'undelivered':
        return { state: 'undelivered', output: family.recordOutput(task.response, state) };
      case 'sensitive':
        return failed({ ...words, kind: 'SENSITIVE_CONTENT' });
      case 'failed':
        return failed(failureOf(task) === 'sensitive' ? { ...words, kind: 'SENSITIVE_CONTENT' } : words);
      case 'succeeded': {
        const output = family.recordOutput(task.response, 'SUCCESS');
        const isEmpty = !hasResults(output) && failureOf(task) !== null;
        return isEmpty
          ? failing(task)
          : { state: 'succeeded', output, at: task.completeTime ?? family.madeAt?.(output) ?? task.createTime };
      }
      case 'running':
      case null:
        return failureOf(task) === null ? { state: 'pending' } : failing(task);
    }
  };

  return {
    recordPath: (id) => `${family.recordPath}?taskId=${encodeURIComponent(id)}`,

    readCallback(body) {
      const { code, msg, stage, data } = readCallbackBody(body);
      if (isRunning(code, data, stage)) return { state: 'pending' };
      const meaning = stage === null ? undefined : family.stages?.[stage];
      const result = meaningOfCode(code ?? (family.stages === null ? null : 200));
      if (result === 'no' || meaning === 'failed') return failed({ code, message: msg });
      if (meaning === 'progress') return { state: 'progress', output: family.callbackOutput(data, stage) };
      if (family.stages === null || meaning === 'succeeded') {
        return { state: 'succeeded', output: family.callbackOutput(data, stage), at: null };
      }
      // It may be an end: the record says more.
      if (stage === null) noteOddity({ what: 'body', value: 'a callback without a stage' });
      else noteOddity({ what: 'stage', value: stage });
      return { state: 'unclear' };
    },

    readRecord(data, upstreamTaskId) {
      const task = (family.readData ?? readRecordData)(data, upstreamTaskId);
      if (task === null) {
        noteOddity({ what: 'body', value: `a record that is ${Array.isArray(data) ? 'a list' : typeof data}` });
        return { report: { state: 'pending' }, upstreamTaskId: null, callbackUrl: null };
      }
      const callbackUrl = task.callbackUrl ?? callbackUrlIn(task.param);
      return { report: readState(task), upstreamTaskId: task.taskId, callbackUrl };
    },
  };
};
