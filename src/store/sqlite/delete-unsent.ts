import type { Statements } from './statements.ts';

/** Refused tasks of one viewer that are kept although they were never sent: enough to see what was refused, and why. */
const MAX_UNSENT = 100;

/**
 * Deletes the older tasks of a viewer that were refused before they were sent. What bought nothing must not fill the disk:
 * a caller can have thousands of purchases refused in a second, at no cost. Their idempotency keys are free already.
 */
export const deleteUnsent = ({ all, run }: Statements, viewer: string): void => {
  const old = all(
    `SELECT id FROM tasks WHERE viewer = ? AND is_refused = 1 AND arrived_at IS NULL
      ORDER BY birth DESC LIMIT -1 OFFSET ?`,
    viewer,
    MAX_UNSENT,
  );
  for (const { id } of old) {
    if (typeof id !== 'string') continue;
    run('DELETE FROM notes WHERE task_id = ?', id);
    run('DELETE FROM tasks WHERE id = ?', id);
  }
};
