import type { TaskChange, TimedNote } from '../../domain/ports/task-store.ts';
import { encodeTask } from '../../domain/tasks/lifecycle/task-codec.ts';
import { factsOf } from '../../domain/tasks/lifecycle/task-facts.ts';
import type { TrackedTask } from '../../domain/tasks/lifecycle/tracked-task.ts';
import type { Database, Statement, Value } from './database.ts';
import { toStorable, toStorableOrNull } from './storable-text.ts';

/** Notes of a task that are kept, the newest: a provider that repeats itself must not fill the disk. */
const MAX_NOTES = 200;
/** Refused tasks of one viewer that are kept although they were never sent: enough to see what was refused, and why. */
const MAX_UNSENT = 100;
/** The same for those that the provider refused: budgets and the rate count those of the last minute. */
const MAX_REFUSED = 1_000;

const SAVE: Statement = {
  name: 'save_task_1',
  text: `SELECT save_task_1($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
    $22, $23, $24, $25, $26) AS change`,
};

/** The task is locked, so that it is not deleted meanwhile. */
const ADD_NOTE: Statement = {
  name: 'add_note_2',
  text: `SELECT add_note_1(id, $2, $3, $4, $5, $6) FROM (SELECT id FROM tasks WHERE id = $1 FOR KEY SHARE) AS task`,
};

const noteValues = ({ at, kind, outcome, detail }: TimedNote): Value[] => [
  at,
  kind,
  toStorable(outcome),
  toStorableOrNull(detail),
];

/** See `TaskStore.save`. */
export const saveTask = async (
  database: Database,
  { task, check, revision }: TrackedTask,
  expectedRevision: number,
  note: TimedNote,
  parts: readonly string[] = [],
): Promise<TaskChange | null> => {
  const facts = factsOf(task);
  const [row] = await database.all(SAVE, (isRepeated) => [
    isRepeated,
    task.id,
    toStorable(task.viewer),
    expectedRevision,
    task.status,
    task.version,
    task.charge,
    toStorableOrNull(task.upstreamTaskId),
    task.expiresAt,
    check.at,
    check.pauseMs,
    revision,
    facts.reusableUntil,
    facts.budgetedAt,
    facts.budgetedCredits,
    facts.arrivedAt,
    facts.isRefused,
    encodeTask(task),
    ...noteValues(note),
    MAX_NOTES,
    MAX_UNSENT,
    MAX_REFUSED,
    parts.map(toStorable),
  ]);
  const change = row?.['change'] ?? null;
  return change === null ? null : { task, sequence: Number(change) };
};

/** See `TaskStore.addNote`. A note may be there twice after a connection was lost. */
export const addNote = async (database: Database, id: string, note: TimedNote): Promise<void> => {
  await database.all(ADD_NOTE, () => [id, ...noteValues(note), MAX_NOTES]);
};
