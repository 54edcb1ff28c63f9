import { operations } from '../../operations/index.ts';
import { type Inconsistency, TASK_STATUSES, type Task } from './task.ts';

/*
 * Tasks as text. A store holds texts of every version of this program that has written to it, newer ones too while
 * nodes are replaced one after the other (a rolling deploy).
 */

/** What a text may hold: fields may be missing that later versions added, and `puzzle` was renamed. */
interface StoredTask extends Task {
  /** The former name of `inconsistency`. */
  readonly puzzle?: Inconsistency | null;
}

/** Of the fields that a task has from some version on: what an older text means by leaving them out. */
const DEFAULTS = {
  // Before there was a choice, everything was bought there.
  api: 'endpoints',
  creditCost: null,
  creditsConsumed: null,
  progress: null,
  error: null,
  refusal: null,
  submittedAt: null,
  finishedAt: null,
  expiresAt: null,
  inconsistency: null,
  seenAt: null,
} as const satisfies Partial<Task>;

const OUTPUT_KINDS = Object.values(operations).map(({ output }) => output);

const isKnown = ({ operation, output, status }: Task): boolean =>
  Object.hasOwn(operations, operation) && OUTPUT_KINDS.includes(output.kind) && TASK_STATUSES.includes(status);

/** The text of a task, to be read by `decodeTask` of this or another version. */
export const encodeTask = (task: Task): string => JSON.stringify(task);

/**
 * The task in a text that `encodeTask` of this or another version wrote. Fields that this version does not know are
 * kept, so that the next `encodeTask` writes them again.
 *
 * @returns null for a task that this version cannot handle: its operation, output or status is a newer version's.
 */
export const decodeTask = (text: string): Task | null => {
  const { puzzle = null, ...stored }: StoredTask = JSON.parse(text);
  const task: Task = { ...DEFAULTS, ...stored, inconsistency: stored.inconsistency ?? puzzle };
  return isKnown(task) ? task : null;
};
