import type { TimedNote } from '../../domain/ports/task-store.ts';
import type { Row } from '../task-rows.ts';
import type { Statements } from './statements.ts';

/*
 * The notes of a task. The newest stand in the row of the task, which is written with each of them anyway; from there they
 * go to the table of notes, several at a time (docs/decisions/089-pages-of-a-purchase.md). To be run inside a transaction.
 */

/** The most notes of a task that are shown; the newest. Repeated callbacks must not fill the disk. */
const MAX_NOTES = 200;

/** Each save with a revision that is a multiple of this moves notes from the row of its task to the table. */
const SAVES_IN_ROW = 8;
/** A note that is added without a save moves them where there were more characters than these. */
const CHARACTERS_IN_ROW = 500;

/** Adds a note to the row of a task; its value is `noteText`. */
export const SET_NOTE = "recent_notes = coalesce(recent_notes || ',', '') || ?";

const ADD = `UPDATE tasks SET ${SET_NOTE} WHERE id = ?`;
const ADD_WHERE_ROOM = `${ADD} AND length(coalesce(recent_notes, '')) <= ${CHARACTERS_IN_ROW}`;

/** A note as it stands in the row: an item of a JSON list without its brackets. */
export const noteText = ({ at, kind, outcome, detail }: TimedNote): string =>
  JSON.stringify([at, kind, outcome, detail?.toWellFormed() ?? null]);

/** The notes in rows of tasks `t`. */
const NOTES_IN_ROWS = `tasks t, json_each('[' || t.recent_notes || ']') n`;

const VALUES = 'n.value ->> 0, n.value ->> 1, n.value ->> 2, n.value ->> 3';

/** Moves notes from the row of a task to the table. */
const moveNotes = ({ run }: Statements, taskId: string): void => {
  run(
    `INSERT INTO notes (task_id, at, kind, outcome, detail)
       SELECT t.id, ${VALUES} FROM ${NOTES_IN_ROWS} WHERE t.id = ? ORDER BY n.key`,
    taskId,
  );
  run('UPDATE tasks SET recent_notes = NULL WHERE id = ?', taskId);
  run(
    `DELETE FROM notes WHERE task_id = ?1 AND rowid <=
       (SELECT rowid FROM notes WHERE task_id = ?1 ORDER BY rowid DESC LIMIT 1 OFFSET ?2)`,
    taskId,
    MAX_NOTES,
  );
};

/** To be called after each save, which adds its note to the row by itself. */
export const keepNotesShort = (statements: Statements, taskId: string, revision: number): void => {
  if (revision % SAVES_IN_ROW === 0) moveNotes(statements, taskId);
};

/** See `TaskStore.addNote`. */
export const addNote = (statements: Statements, taskId: string, note: TimedNote): void => {
  const { run } = statements;
  const text = noteText(note);
  // Mostly there is room, and one statement does it.
  if (run(ADD_WHERE_ROOM, text, taskId) === 1 || run(ADD, text, taskId) === 0) return;
  moveNotes(statements, taskId);
};

/** The number of notes of tasks `?1`, a JSON list of ids. */
export const COUNT_NOTES = `(SELECT count(*) FROM notes WHERE task_id IN (SELECT value FROM json_each(?1))) +
  (SELECT count(*) FROM ${NOTES_IN_ROWS} WHERE t.id IN (SELECT value FROM json_each(?1)))`;

/** The notes of a task, by the time of what they tell. */
export const notesOf = ({ all }: Statements, taskId: string): Row[] =>
  all(
    `SELECT at, kind, outcome, detail FROM (
       SELECT at, kind, outcome, detail, 0 AS is_recent, rowid AS place FROM notes WHERE task_id = ?1
       UNION ALL SELECT ${VALUES}, 1, n.key FROM ${NOTES_IN_ROWS} WHERE t.id = ?1
       ORDER BY is_recent DESC, place DESC LIMIT ?2
     ) ORDER BY at, is_recent, place`,
    taskId,
    MAX_NOTES,
  );
