import type { NewPurchase, PurchaseDecision } from '../../domain/ports/task-store.ts';
import { encodeTask } from '../../domain/tasks/lifecycle/task-codec.ts';
import { factsOf } from '../../domain/tasks/lifecycle/task-facts.ts';
import { type Row, requireTask } from '../task-rows.ts';
import type { Database, Statement, Value } from './database.ts';
import { toStorable, toStorableOrNull } from './storable-text.ts';

const CREATE: Statement = {
  name: 'create_task_1',
  text: `SELECT * FROM create_task_1($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
    $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)`,
};

const valuesOf = (purchase: NewPurchase, isRepeated: boolean): Value[] => {
  const { task, check, revision } = purchase.tracked;
  const { idempotencyKey, fingerprint, maxKeys, reuseKey, sourceTrack, forceNew, budgets, refuseNew } = purchase;
  const facts = factsOf(task);
  return [
    isRepeated,
    task.id,
    toStorable(task.viewer),
    task.operation,
    task.status,
    task.version,
    task.charge,
    task.creditCost,
    toStorableOrNull(task.upstreamTaskId),
    task.createdAt,
    task.expiresAt,
    toStorableOrNull(reuseKey),
    toStorableOrNull(sourceTrack),
    check.at,
    check.pauseMs,
    revision,
    facts.reusableUntil,
    facts.budgetedAt,
    facts.budgetedCredits,
    facts.arrivedAt,
    facts.isRefused,
    encodeTask(task),
    toStorableOrNull(idempotencyKey),
    fingerprint,
    maxKeys,
    forceNew,
    Boolean(refuseNew),
    budgets.map(({ name }) => name),
    budgets.map(({ since }) => since),
    budgets.map(({ until }) => until),
    budgets.map(({ limit }) => limit),
    budgets.map(({ cost }) => cost),
  ];
};

/** What the function has decided, in the words of the port. */
const toDecision = (row: Row, { tracked, budgets, refuseNew }: NewPurchase): PurchaseDecision => {
  const answered = () => requireTask({ task: row['r_task'] });
  const kind = String(row['r_kind']);
  if (kind === 'created') {
    return { kind, change: { task: tracked.task, sequence: Number(row['r_sequence']) } };
  }
  if (kind === 'existing' || kind === 'key-conflict') return { kind, task: answered() };
  if (kind === 'too-many-keys') {
    answered();
    return { kind };
  }
  const rule = budgets[Number(row['r_rule']) - 1];
  if (kind === 'over-budget' && rule) return { kind, rule, oldest: Number(row['r_oldest']) };
  if (kind === 'refused' && refuseNew) return { kind, refusal: refuseNew };
  throw new Error(`The database decided what this program does not know: ${kind}`);
};

/** See `TaskStore.create`. */
export const createTask = async (database: Database, purchase: NewPurchase): Promise<PurchaseDecision> => {
  const [row] = await database.all(CREATE, (isRepeated) => valuesOf(purchase, isRepeated));
  if (!row) throw new Error('The database decided nothing.');
  return toDecision(row, purchase);
};
