import type { DatabaseSync } from 'node:sqlite';
import type { Statements } from './statements.ts';

/** See `TaskStore.epoch`. */
export const readEpoch = ({ first }: Statements): string => String(first('SELECT epoch FROM history')?.['epoch']);

/** See `TaskStore.sharedSequence`. */
export const sharedSequence = ({ first }: Statements, viewer: string, epoch: string): number => {
  const sql = 'SELECT shared FROM viewers JOIN history WHERE viewer = ? AND parent = ?';
  return Number(first(sql, viewer, epoch)?.['shared'] ?? 0);
};

/**
 * Keeps the latest numbers of the viewers of tasks, in the table that outlives them.
 *
 * @param condition on tasks.
 */
export const keepSequences = (condition: string): string =>
  `INSERT INTO viewers (viewer, sequence) SELECT viewer, max(change) FROM tasks WHERE ${condition} GROUP BY viewer
     ON CONFLICT (viewer) DO UPDATE SET sequence = max(sequence, excluded.sequence)`;

/** See `OperatorStore.beginEpoch`. */
export const beginEpoch = (db: DatabaseSync): void =>
  db.exec(`BEGIN IMMEDIATE;
    UPDATE history SET parent = epoch, epoch = lower(hex(randomblob(6)));
    ${keepSequences('true')};
    UPDATE viewers SET shared = sequence;
    COMMIT`);
