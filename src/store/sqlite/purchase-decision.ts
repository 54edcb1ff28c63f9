import type { BudgetRule, NewPurchase, PurchaseDecision, TaskChange } from '../../domain/ports/task-store.ts';
import { factsOf } from '../../domain/tasks/lifecycle/task-facts.ts';
import { requireTask } from '../task-rows.ts';
import { latestSequence, type Statements } from './statements.ts';

const bindKey = ({ run }: Statements, purchase: NewPurchase, taskId: string): void => {
  const { tracked, idempotencyKey, fingerprint } = purchase;
  if (idempotencyKey === null) return;
  const { viewer, createdAt } = tracked.task;
  const sql = 'INSERT INTO idempotency_keys (viewer, key, fingerprint, task_id, bound_at) VALUES (?, ?, ?, ?, ?)';
  run(sql, viewer, idempotencyKey, fingerprint, taskId, createdAt);
};

/** The task that an earlier request with the same key was answered with. */
const byKey = ({ first }: Statements, purchase: NewPurchase): PurchaseDecision | null => {
  const { tracked, idempotencyKey, fingerprint } = purchase;
  if (idempotencyKey === null) return null;
  const row = first(
    `SELECT k.fingerprint, t.task FROM idempotency_keys k JOIN tasks t ON t.id = k.task_id
      WHERE k.viewer = ? AND k.key = ?`,
    tracked.task.viewer,
    idempotencyKey,
  );
  if (!row) return null;
  return { kind: row['fingerprint'] === fingerprint ? 'existing' : 'key-conflict', task: requireTask(row) };
};

/** The newest task with the same reuse key that is still good for this request. */
const byReuseKey = (statements: Statements, purchase: NewPurchase): PurchaseDecision | null => {
  const { reuseKey, forceNew } = purchase;
  const { task } = purchase.tracked;
  if (reuseKey === null || forceNew) return null;
  const row = statements.first(
    'SELECT task FROM tasks WHERE viewer = ? AND reuse_key = ? AND reusable_until > ? ORDER BY birth DESC LIMIT 1',
    task.viewer,
    reuseKey,
    task.createdAt,
  );
  if (!row) return null;
  const existing = requireTask(row);
  if (purchase.idempotencyKey !== null) {
    const sql = 'SELECT count(*) AS count FROM idempotency_keys WHERE task_id = ?';
    if (Number(statements.first(sql, existing.id)?.['count']) >= purchase.maxKeys) return { kind: 'too-many-keys' };
  }
  bindKey(statements, purchase, existing.id);
  return { kind: 'existing', task: existing };
};

const SPENT: Readonly<Record<BudgetRule['name'], string>> = {
  purchases: `SELECT count(*) AS spent, min(budgeted_at) AS oldest FROM tasks WHERE viewer = ? AND budgeted_at > ? AND budgeted_at < ?`,
  credits: `SELECT total(budgeted_credits) AS spent, min(budgeted_at) AS oldest FROM tasks
             WHERE viewer = ? AND budgeted_at > ? AND budgeted_at < ? AND budgeted_credits > 0`,
};

const overBudget = ({ first }: Statements, { tracked, budgets }: NewPurchase): PurchaseDecision | null => {
  const { viewer, createdAt } = tracked.task;
  for (const rule of budgets) {
    const row = first(SPENT[rule.name], viewer, rule.since, rule.until);
    const isWithin = Number(row?.['spent']) + rule.cost <= rule.limit;
    if (!isWithin) return { kind: 'over-budget', rule, oldest: Number(row?.['oldest'] ?? createdAt) };
  }
  return null;
};

const insert = (statements: Statements, purchase: NewPurchase, text: string): TaskChange => {
  const { tracked, reuseKey, sourceTrack } = purchase;
  const { task, check, revision } = tracked;
  const facts = factsOf(task);
  const sequence = latestSequence(statements, task.viewer) + 1;
  statements.run(
    `INSERT INTO tasks (id, viewer, operation, status, version, charge, credit_cost, upstream_task_id, created_at,
       expires_at, change, birth, reuse_key, source_track, check_at, pause_ms, revision,
       reusable_until, budgeted_at, budgeted_credits, arrived_at, task)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    sequence,
    sequence,
    reuseKey,
    sourceTrack,
    check.at,
    check.pauseMs,
    revision,
    facts.reusableUntil,
    facts.budgetedAt,
    facts.budgetedCredits,
    facts.arrivedAt,
    text,
  );
  return { task, sequence };
};

/**
 * Decides what answers a purchase, and writes it down. To be run inside a transaction: see `TaskStore.create`.
 *
 * @param text of the new task.
 */
export const decide = (statements: Statements, purchase: NewPurchase, text: string): PurchaseDecision => {
  const decided = byKey(statements, purchase) ?? byReuseKey(statements, purchase) ?? overBudget(statements, purchase);
  if (decided) return decided;
  if (purchase.refuseNew) return { kind: 'refused', refusal: purchase.refuseNew };
  const change = insert(statements, purchase, text);
  bindKey(statements, purchase, purchase.tracked.task.id);
  return { kind: 'created', change };
};
