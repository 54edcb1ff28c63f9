/** Events of a task's timeline that results before the end can cause. */
export type ProgressEvent = 'LYRICS_READY' | 'FIRST_TRACK_READY';

/**
 * What the life cycle of a task has to know of one kind of output. Each kind has all of it, in the file of its own.
 *
 * @typeParam T the output of that kind.
 */
export interface OutputRules<T> {
  /** What a task yields before anything has been heard. */
  readonly empty: T;
  /** The results are files, which the provider deletes after a while. Texts are stored here, and stay. */
  readonly hasFiles: boolean;
  /** Progress laid over what is known: what was shown is never taken away. */
  merge(known: T, reported: T): T;
  /** What is shown in the end: the provider's record replaces all that was shown before. */
  final(reported: T): T;
  /** What is shown of an output that the provider calls done while results of it are still missing. */
  partial(reported: T): T;
  /** Whether at least one result is there. */
  hasResults(output: T): boolean;
  /** Whether every part that the provider lists has its result. */
  isWhole(output: T): boolean;
  /** Whether the results alone prove the end, without the provider saying so. */
  isSurelyWhole(output: T): boolean;
  /** Whether an output that the provider calls done may still get results. */
  mayGrow(output: T): boolean;
  /** Whether a part (track, stem) is one of these; null where no part is known yet, or none has an id. */
  hasPart(output: T, partId: string): boolean | null;
  /** The event that the step from `known` to `next` is worth; null for none. */
  progressEvent(known: T, next: T): ProgressEvent | null;
  /** In a few words, for the operator. */
  summary(output: T): string;
}
