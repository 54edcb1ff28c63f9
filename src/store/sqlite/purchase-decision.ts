import type { Budget, NewPurchase, PurchaseDecision, TaskChange } from '../../domain/ports/task-store.ts';
import type { Task } from '../../domain/tasks/lifecycle/task.ts';
import { latestSequence, type Statements, toTask } from './statements.ts';

/** A result is no longer given to a new request so long before its files are deleted: 1 hour. */
const REUSE_MARGIN_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const bindKey = ({ run }: Statements, { task, idempotencyKey, fingerprint }: NewPurchase, taskId: string): void => {
  if (idempotencyKey === null) return;
  const sql = 'INSERT INTO idempotency_keys (viewer, key, fingerprint, task_id) VALUES (?, ?, ?, ?)';
  run(sql, task.viewer, idempotencyKey, fingerprint, taskId);
};

/** The task that an earlier request with the same key was answered with. */
const byKey = ({ first }: Statements, { task, idempotencyKey, fingerprint }: NewPurchase): PurchaseDecision | null => {
  if (idempotencyKey === null) return null;
  const row = first(
    `SELECT k.fingerprint, t.task FROM idempotency_keys k JOIN tasks t ON t.id = k.task_id
      WHERE k.viewer = ? AND k.key = ?`,
    task.viewer,
    idempotencyKey,
  );
  if (!row) return null;
  return row['fingerprint'] === fingerprint ? { kind: 'existing', task: toTask(row) } : { kind: 'key-conflict' };
};

/** The newest task that wants the same result, and is on its way to it or has its files for a while yet. */
const byReuseKey = (statements: Statements, purchase: NewPurchase): PurchaseDecision | null => {
  const { task, reuseKey, forceNew } = purchase;
  if (reuseKey === null || forceNew) return null;
  const row = statements.first(
    `SELECT task FROM tasks
      WHERE viewer = ? AND reuse_key = ? AND status <> 'FAILED' AND (status <> 'SUCCEEDED' OR expires_at IS NULL OR expires_at > ?)
      ORDER BY birth DESC LIMIT 1`,
    task.viewer,
    reuseKey,
    task.createdAt + REUSE_MARGIN_MS,
  );
  if (!row) return null;
  const existing = toTask(row);
  bindKey(statements, purchase, existing.id);
  return { kind: 'existing', task: existing };
};

/** What the viewer bought within `windowMs`, and when the oldest of it began; what was refused does not count. */
const bought = ({ first }: Statements, { viewer, createdAt }: Task, windowMs: number, isCharged: boolean) => {
  const row = first(
    `SELECT count(*) AS purchases, total(credit_cost) AS credits, min(created_at) AS oldest FROM tasks
      WHERE viewer = ? AND created_at > ? AND NOT (status = 'FAILED' AND charge = 'NOT_CHARGED')
        ${isCharged ? 'AND credit_cost > 0' : ''}`,
    viewer,
    createdAt - windowMs,
  );
  const retryAfterMs = Number(row?.['oldest'] ?? createdAt) + windowMs - createdAt;
  return { purchases: Number(row?.['purchases']), credits: Number(row?.['credits']), retryAfterMs };
};

const overBudget = (
  statements: Statements,
  task: Task,
  { purchasesPerMinute, creditsPerDay }: Budget,
): PurchaseDecision | null => {
  if (purchasesPerMinute !== null) {
    const { purchases, retryAfterMs } = bought(statements, task, MINUTE_MS, false);
    if (purchases >= purchasesPerMinute) return { kind: 'over-budget', budget: 'purchases', retryAfterMs };
  }
  const { creditCost } = task;
  if (creditsPerDay !== null && creditCost !== null && creditCost > 0) {
    // No day is long enough.
    if (creditCost > creditsPerDay) return { kind: 'over-budget', budget: 'credits', retryAfterMs: null };
    const { credits, retryAfterMs } = bought(statements, task, DAY_MS, true);
    if (credits + creditCost > creditsPerDay) return { kind: 'over-budget', budget: 'credits', retryAfterMs };
  }
  return null;
};

const insert = (statements: Statements, { task, check, reuseKey, sourceTrack }: NewPurchase): TaskChange => {
  const change = latestSequence(statements, task.viewer) + 1;
  statements.run(
    `INSERT INTO tasks (id, viewer, operation, status, version, charge, credit_cost, upstream_task_id, created_at,
       expires_at, change, birth, reuse_key, source_track, check_at, pause_ms, task)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    task.id,
    task.viewer,
    task.operation,
    task.status,
    task.version,
    task.charge,
    task.creditCost,
    task.upstreamTaskId,
    task.createdAt,
    task.expiresAt,
    change,
    change,
    reuseKey,
    sourceTrack,
    check.at,
    check.pauseMs,
    JSON.stringify(task),
  );
  return { task, change };
};

/** Decides what answers a purchase, and writes it down. To be run inside a transaction: see `TaskStore.create`. */
export const decide = (statements: Statements, purchase: NewPurchase): PurchaseDecision => {
  const decided =
    byKey(statements, purchase) ??
    byReuseKey(statements, purchase) ??
    overBudget(statements, purchase.task, purchase.budget);
  if (decided) return decided;
  const change = insert(statements, purchase);
  bindKey(statements, purchase, purchase.task.id);
  return { kind: 'created', change };
};
