/** What a state of a record means. */
export type StateMeaning = 'running' | 'progress' | 'succeeded' | 'failed' | 'sensitive' | 'undelivered';

/**
 * Words that mean the same wherever they stand. Families add their own. Numbers are those of `successFlag` that all
 * families share: 2 is not among them, it means "failed" of MIDI and "running" of cover pictures (provider.md, 12.18).
 */
const COMMON: Readonly<Record<string, StateMeaning>> = {
  PENDING: 'running',
  WAITING: 'running',
  QUEUING: 'running',
  QUEUED: 'running',
  CREATED: 'running',
  SUBMITTED: 'running',
  RUNNING: 'running',
  PROCESSING: 'running',
  IN_PROGRESS: 'running',
  GENERATING: 'running',
  0: 'running',
  SUCCESS: 'succeeded',
  SUCCEEDED: 'succeeded',
  SUCCESSFUL: 'succeeded',
  COMPLETE: 'succeeded',
  COMPLETED: 'succeeded',
  DONE: 'succeeded',
  FINISHED: 'succeeded',
  1: 'succeeded',
  FAIL: 'failed',
  FAILED: 'failed',
  FAILURE: 'failed',
  ERROR: 'failed',
  3: 'failed',
  SENSITIVE_WORD_ERROR: 'sensitive',
  CALLBACK_EXCEPTION: 'undelivered',
};

/** As the provider names states of failure: CREATE_TASK_FAILED, GENERATE_AUDIO_FAILED. */
const FAILURE = /_(FAIL|FAILED|FAILURE|ERROR)$/;

/** A state in one spelling: upper case, words joined by `_`. */
export const normalState = (state: string): string =>
  state
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_');

/** @param state as `normalState` spells it. @returns null for a state without a known meaning. */
export const meaningOfState = (state: string, own: Readonly<Record<string, StateMeaning>>): StateMeaning | null => {
  const found = own[state] ?? COMMON[state];
  if (found !== undefined) return found;
  return FAILURE.test(state) ? 'failed' : null;
};
