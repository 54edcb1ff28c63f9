/** Events of a task's timeline that results before the end can cause. */
export type ProgressEvent = 'LYRICS_READY' | 'FIRST_TRACK_READY';

/**
 * The rules of one kind of output that the life cycle of a task needs. Each kind has them all, in a file of its own.
 *
 * @typeParam T the output of that kind.
 */
export interface OutputRules<T> {
  /** The output before the first report. */
  readonly empty: T;
  /** The results are files, which the provider deletes after a while. Texts are stored here, and stay. */
  readonly hasFiles: boolean;
  /** The known output with reported progress added: nothing that was shown is removed. */
  merge(known: T, reported: T): T;
  /** The output at the end: the provider's record replaces everything that was shown before. */
  final(reported: T): T;
  /** The part to show of an output that the provider calls done while results are still missing. */
  partial(reported: T): T;
  /** Whether at least one result is there. */
  hasResults(output: T): boolean;
  /** Whether every part that the provider lists has its result. */
  isWhole(output: T): boolean;
  /** Whether the results alone prove the end, without a final state at the provider. */
  isSurelyWhole(output: T): boolean;
  /** Whether an output that the provider calls done may still get results. */
  mayGrow(output: T): boolean;
  /** Whether a part (track, stem) is one of these; null where no part is known yet, or none has an id. */
  hasPart(output: T, partId: string): boolean | null;
  /** The timeline's event for the step from `known` to `next`; null for none. */
  progressEvent(known: T, next: T): ProgressEvent | null;
  /** The output in a few words, for the operator. */
  summary(output: T): string;
}
