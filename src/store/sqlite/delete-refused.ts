import { deleteTasks } from './delete-tasks.ts';
import type { Statements } from './statements.ts';

/** Refused tasks of one viewer that are kept although they were never sent: enough to see what was refused, and why. */
const MAX_UNSENT = 100;

/**
 * Refused tasks of one viewer that are kept because the provider refused them. Budgets and the rate count those of the
 * last minute: more than this would have to be refused in that time to be forgotten too early.
 */
const MAX_REFUSED = 1_000;

/**
 * Deletes the older refused tasks of a viewer. What bought nothing must not fill the disk: a caller can have thousands of
 * purchases refused, at no cost. Their idempotency keys are free already.
 *
 * @param wasSent which ones: those that the provider refused, or those that it never received.
 */
export const deleteRefused = (statements: Statements, viewer: string, wasSent: boolean): void => {
  const old = statements.all(
    `SELECT id FROM tasks WHERE viewer = ? AND is_refused = 1 AND arrived_at IS ${wasSent ? 'NOT NULL' : 'NULL'}
      ORDER BY birth DESC LIMIT -1 OFFSET ?`,
    viewer,
    wasSent ? MAX_REFUSED : MAX_UNSENT,
  );
  deleteTasks(
    statements,
    old.map(({ id }) => String(id)),
  );
};
