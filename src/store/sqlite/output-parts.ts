import type { PartKey } from '../../domain/ports/task-store.ts';
import type { Statements } from './statements.ts';

/** Saves the parts of an output in place of those that it had. To be run inside a transaction: see `TaskStore.save`. */
export const saveParts = ({ run }: Statements, taskId: string, parts: readonly string[]): void => {
  if (parts.length === 0) return;
  run('DELETE FROM output_parts WHERE task_id = ?', taskId);
  for (const [part, body] of parts.entries()) {
    run('INSERT INTO output_parts (task_id, part, body) VALUES (?, ?, ?)', taskId, part, body);
  }
};

/** See `TaskStore.getParts`. */
export const getParts = ({ all }: Statements, keys: readonly PartKey[]): (string | null)[] => {
  const rows = all(
    `SELECT p.task_id, p.part, p.body FROM json_each(?) AS k
       JOIN output_parts p ON p.task_id = k.value ->> 0 AND p.part = k.value ->> 1`,
    JSON.stringify(keys.map(({ taskId, part }) => [taskId, part])),
  );
  const found = new Map(rows.map((row) => [`${row['task_id']} ${row['part']}`, String(row['body'])]));
  return keys.map(({ taskId, part }) => found.get(`${taskId} ${part}`) ?? null);
};
