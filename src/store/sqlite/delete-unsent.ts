import { latestSequence, type Statements } from './statements.ts';

/** Refused tasks of one viewer that are kept although they were never sent: enough to see what was refused, and why. */
const MAX_UNSENT = 100;

/**
 * Deletes the older tasks of a viewer that were refused before they were sent. Refused purchases must not fill the
 * disk: a caller can cause thousands of them in a second, at no cost. Their idempotency keys are free already.
 */
export const deleteUnsent = (statements: Statements, viewer: string): void => {
  const { all, run } = statements;
  const old = all(
    `SELECT id, change FROM tasks WHERE viewer = ? AND is_refused = 1 AND arrived_at IS NULL
      ORDER BY birth DESC LIMIT -1 OFFSET ?`,
    viewer,
    MAX_UNSENT,
  );
  const latest = latestSequence(statements, viewer);
  for (const { id, change } of old) {
    // The task with the latest change stays until the next one: sequence numbers never go back.
    if (typeof id !== 'string' || change === latest) continue;
    run('DELETE FROM notes WHERE task_id = ?', id);
    run('DELETE FROM tasks WHERE id = ?', id);
  }
};
