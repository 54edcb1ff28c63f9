import { fraction } from '../core/random.ts';
import type { FailureOptions, MediaFile, Stage, Task } from '../core/task.ts';
import type { MakeContext } from './operation.ts';

/*
 * What operations with one stage have in common: those that make something from a track or from a task.
 */

/** The stage that ends a task well, at a moment between `fromMs` and `toMs` at `MOCK_TIME_SCALE=1`. */
export const oneStage =
  (fromMs: number, toMs: number, state = 'SUCCESS') =>
  ({ taskId }: MakeContext): readonly Stage[] => [
    {
      name: 'complete',
      state,
      afterMs: Math.round(fromMs + (toMs - fromMs) * fraction(taskId, 'time')),
      failure: null,
      refund: false,
      callbacksAfterMs: [0],
    },
  ];

/** The stage that ends a task badly. @param usual its code, message and state where the scenario names none. */
export const failedWith = (
  options: FailureOptions,
  usual: { readonly code: number; readonly message: string; readonly state: string },
): Omit<Stage, 'afterMs'> => ({
  name: 'error',
  state: usual.state,
  failure: { code: options.code ?? usual.code, message: options.message ?? usual.message },
  refund: options.refund ?? false,
  callbacksAfterMs: [0],
});

/** The song of a callback that is triggered without a parent. */
export const anySong = (taskId: string): MediaFile['song'] => ({ seed: taskId, seconds: 20, hasVocals: true });

/** A task of the operation that wants the same and has not failed: the provider makes some things once. */
export const sameAs = (
  { tasks }: MakeContext,
  operation: string,
  request: Task['request'],
  fields: readonly string[],
): Task | undefined =>
  tasks().find(
    (one) =>
      one.operation === operation &&
      one.failure === null &&
      fields.every((field) => one.request[field] === request[field]),
  );

/** `YYYY-MM-DD HH:mm:ss` without a zone; null for no moment. */
export const zoneless = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** The state as an integer, in families that have no words for it. They have none for an undelivered callback either. */
export const integerState = ({ state }: Task): number => {
  if (state === 'PENDING') return 0;
  return state === 'CALLBACK_EXCEPTION' ? 1 : Number(state);
};
