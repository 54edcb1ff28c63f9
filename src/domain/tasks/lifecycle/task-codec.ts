import { operations } from '../../operations/index.ts';
import { type Inconsistency, TASK_STATUSES, type Task } from './task.ts';

/*
 * Tasks as text. A store holds texts that older versions of this program wrote and, during a rolling deploy, texts of
 * newer versions, too.
 */

/** A task as a text may hold it: fields of later versions may be missing, and `puzzle` was renamed. */
interface StoredTask extends Task {
  /** The former name of `inconsistency`. */
  readonly puzzle?: Inconsistency | null;
}

/** Values of the fields that older texts do not have. */
const DEFAULTS = {
  // The only API of older versions.
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

const DEFAULT_NAMES = Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[];

/** Whether a text has all fields under their names of today, as nearly all have: then it needs no copy. */
const isComplete = (stored: StoredTask): boolean =>
  stored.puzzle === undefined && DEFAULT_NAMES.every((name) => stored[name] !== undefined);

const complete = ({ puzzle = null, ...stored }: StoredTask): Task => ({
  ...DEFAULTS,
  ...stored,
  inconsistency: stored.inconsistency ?? puzzle,
});

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
  const stored: StoredTask = JSON.parse(text);
  const task = isComplete(stored) ? stored : complete(stored);
  return isKnown(task) ? task : null;
};
