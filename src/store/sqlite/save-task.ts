import type { SQLInputValue } from 'node:sqlite';
import type { TimedNote } from '../../domain/ports/task-store.ts';
import { encodeTask } from '../../domain/tasks/lifecycle/task-codec.ts';
import { factsOf } from '../../domain/tasks/lifecycle/task-facts.ts';
import type { TrackedTask } from '../../domain/tasks/lifecycle/tracked-task.ts';
import { type Row, requireTask, toTracked } from '../task-rows.ts';
import { noteText, SET_NOTE } from './notes.ts';
import { latestSequence, type Statements } from './statements.ts';

/** The columns that may differ between two states of a task, beside those that count its states and its text. */
const COLUMNS = [
  'status',
  'version',
  'charge',
  'upstream_task_id',
  'expires_at',
  'check_at',
  'pause_ms',
  'reusable_until',
  'budgeted_at',
  'budgeted_credits',
  'arrived_at',
  'is_refused',
] as const;

/** Their values, in the same order. */
const valuesOf = ({ task, check }: TrackedTask): SQLInputValue[] => {
  const facts = factsOf(task);
  return [
    task.status,
    task.version,
    task.charge,
    task.upstreamTaskId,
    task.expiresAt,
    check.at,
    check.pauseMs,
    facts.reusableUntil,
    facts.budgetedAt,
    facts.budgetedCredits,
    facts.arrivedAt,
    facts.isRefused ? 1 : 0,
  ];
};

const placeOf = (column: (typeof COLUMNS)[number]): number => COLUMNS.indexOf(column);

const VERSION = 1 << placeOf('version');
const CHECK = (1 << placeOf('check_at')) | (1 << placeOf('pause_ms'));

const NAMES = COLUMNS.join(', ');
const READ = `SELECT ${NAMES}, change FROM tasks WHERE id = ? AND revision = ?`;
const READ_TRACKED = `SELECT ${NAMES}, change, revision, task FROM tasks WHERE id = ?`;

/** What is in the row of a task. */
interface StoredColumns {
  /** Of `COLUMNS`, in the same order. */
  readonly values: readonly unknown[];
  /** The number of the latest version among all changes of the viewer. */
  readonly sequence: number;
}

/** A task as it is stored. */
export interface StoredTask {
  readonly tracked: TrackedTask;
  readonly sequence: number;
  /** Of its row, where that was read: an older version may have written it. Null: those of `tracked`, which is less to keep. */
  readonly values: readonly unknown[] | null;
}

/** A task that was read or saved. Its text is not kept: while a group of writes goes to the disk, it would be most of it. */
interface StoredText {
  readonly stored: StoredTask;
  /** The length of its text. */
  readonly characters: number;
}

const columnsIn = (row: Row): StoredColumns => ({
  values: COLUMNS.map((column) => row[column]),
  sequence: Number(row['change']),
});

/** A task whose row was just written. */
export const storedOf = (tracked: TrackedTask, sequence: number): StoredTask => ({ tracked, sequence, values: null });

/** @returns null when there is no such task. @throws StoreUnavailableError */
export const readStored = ({ first }: Statements, id: string): StoredText | null => {
  const row = first(READ_TRACKED, id);
  if (!row) return null;
  const { sequence, values } = columnsIn(row);
  const stored = { tracked: toTracked(row, requireTask(row)), sequence, values };
  return { stored, characters: String(row['task']).length };
};

const columnsOf = ({ tracked, sequence, values }: StoredTask): StoredColumns => ({
  values: values ?? valuesOf(tracked),
  sequence,
});

/** The columns of a task; null when the stored revision is another one. */
const readColumns = ({ first }: Statements, id: string, revision: number): StoredColumns | null => {
  const row = first(READ, id, revision);
  return row ? columnsIn(row) : null;
};

/** Texts of updates, by the columns that they set: a bit for each of `COLUMNS`. */
const updates = new Map<number, string>();

const writeUpdate = (differing: number): string => {
  const set = COLUMNS.filter((_column, place) => differing & (1 << place)).map((column) => `${column} = ?`);
  if (differing & VERSION) set.push('change = ?');
  // A lease ends with the check that it was made for.
  if (differing & CHECK) set.push('lease_until = NULL');
  // No RETURNING: for it, SQLite keeps rows aside in a table of their own, which takes half as long again.
  return `UPDATE tasks SET ${set.join(', ')}${set.length > 0 ? ', ' : ''}revision = ?, task = ?, ${SET_NOTE} WHERE id = ? AND revision = ?`;
};

/** Written once for each set of columns: of the thousands that there could be, tasks take a few dozen. */
const updateOf = (differing: number): string => {
  const known = updates.get(differing);
  if (known !== undefined) return known;
  const sql = writeUpdate(differing);
  updates.set(differing, sql);
  return sql;
};

/**
 * Saves the next state of a task. To be run inside a transaction: see `TaskStore.save`. Only columns that differ are set,
 * for SQLite writes every index that has a column among those that are set, whether or not its value is another one.
 *
 * @param known what is stored, where it is in memory; null: it is read.
 * @param note about what changed it.
 * @returns what is stored now; null when the stored revision is another one.
 */
export const saveTask = (
  statements: Statements,
  known: StoredTask | null,
  after: TrackedTask,
  expectedRevision: number,
  note: TimedNote,
): StoredText | null => {
  const { task } = after;
  const before = known === null ? readColumns(statements, task.id, expectedRevision) : columnsOf(known);
  if (!before) return null;
  const set: SQLInputValue[] = [];
  let differing = 0;
  for (const [place, value] of valuesOf(after).entries()) {
    if (before.values[place] === value) continue;
    differing |= 1 << place;
    set.push(value);
  }
  const isNewVersion = (differing & VERSION) !== 0;
  const sequence = isNewVersion ? latestSequence(statements, task.viewer) + 1 : before.sequence;
  if (isNewVersion) set.push(sequence);
  const text = encodeTask(task);
  set.push(after.revision, text, noteText(note), task.id, expectedRevision);
  if (statements.run(updateOf(differing), ...set) === 0) return null;
  return { stored: storedOf(after, sequence), characters: text.length };
};
