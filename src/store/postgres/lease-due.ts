import type { LeaseRequest, Leases } from '../../domain/ports/task-store.ts';
import type { SharedClock } from '../shared-clock.ts';
import { IS_KNOWN, type Row, readable, TRACKED_COLUMNS, toTracked } from '../task-rows.ts';
import type { Database, Statement } from './database.ts';

const IS_FREE = `(lease_until IS NULL OR lease_until <= $1 OR lease_until > $2) AND ${IS_KNOWN}`;
/** A check that was set by a clock which has since been set back. */
const IS_FAR = 'check_at > $3 AND upstream_task_id IS NOT NULL';

const DATABASE_NOW = '(extract(epoch FROM clock_timestamp()) * 1000)::double precision AS now';

const NOW: Statement = { name: 'now_1', text: `SELECT ${DATABASE_NOW}` };

/** Most calls find nothing due: those cost this read, and no lock. */
const NEXT: Statement = {
  name: 'next_due_1',
  text: `SELECT ${DATABASE_NOW},
      CASE WHEN EXISTS (SELECT 1 FROM tasks WHERE ${IS_FAR} AND ${IS_FREE}) THEN $1::bigint
        ELSE (SELECT check_at FROM tasks WHERE check_at IS NOT NULL AND ${IS_FREE} ORDER BY check_at LIMIT 1)
      END AS next_at`,
};

/**
 * Tasks that another node is leasing at this moment are passed over (SKIP LOCKED). Two parts, so that each reads only its
 * end of the index.
 */
const LEASE: Statement = {
  name: 'lease_due_1',
  text: `WITH due AS (
      SELECT id FROM tasks WHERE check_at <= $1 AND ${IS_FREE} AND pause_ms <= $4
        ORDER BY check_at LIMIT $5 FOR UPDATE SKIP LOCKED
    ), far AS (
      SELECT id FROM tasks WHERE ${IS_FAR} AND ${IS_FREE} AND pause_ms <= $4
        ORDER BY check_at LIMIT greatest($5 - (SELECT count(*) FROM due), 0) FOR UPDATE SKIP LOCKED
    )
    UPDATE tasks SET lease_until = $2 WHERE id IN (SELECT id FROM due UNION ALL SELECT id FROM far)
    RETURNING ${TRACKED_COLUMNS}`,
};

const checkAt = (row: Row): number => Number(row['check_at']);

/** Sets the clock by that of the database. */
export const followDatabase = async (database: Database, clock: SharedClock): Promise<void> => {
  const sentAt = clock.now();
  const [row] = await database.all(NOW, () => []);
  clock.compare(Number(row?.['now']), sentAt);
};

/**
 * See `TaskStore.leaseDue`.
 *
 * @param clock is compared with that of the database at each look.
 */
export const leaseDue = async (
  database: Database,
  clock: SharedClock,
  { now, until, farthest, limit, maxPauseMs = Number.MAX_SAFE_INTEGER }: LeaseRequest,
): Promise<Leases> => {
  const nextAt = async (): Promise<number | null> => {
    const sentAt = clock.now();
    const [row] = await database.all(NEXT, () => [now, until, farthest]);
    clock.compare(Number(row?.['now']), sentAt);
    const next = row?.['next_at'] ?? null;
    return next === null ? null : Number(next);
  };
  const next = await nextAt();
  if (next === null || next > now || limit === 0) return { leased: [], nextAt: next };
  const rows = await database.all(LEASE, () => [now, until, farthest, maxPauseMs, limit]);
  const isFar = (row: Row): number => (checkAt(row) > now ? 1 : 0);
  const sorted = rows.toSorted((one, other) => isFar(one) - isFar(other) || checkAt(one) - checkAt(other));
  return { leased: readable(sorted, toTracked), nextAt: await nextAt() };
};
