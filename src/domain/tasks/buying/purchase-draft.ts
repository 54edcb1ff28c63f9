import { hash, randomUUIDv7 } from 'node:crypto';
import {
  type OperationInputs,
  type OperationName,
  operations,
  type Prices,
  reuseKeyOf,
  sourceKeyOf,
} from '../../operations/index.ts';
import { type InputRules, isKeepable } from '../../operations/input-rules.ts';
import { sameInput } from '../../operations/same-input.ts';
import { emptyOutput } from '../../outputs/output.ts';
import type { NewPurchase } from '../../ports/task-store.ts';
import { RefusedError } from '../errors.ts';
import { inputRefusal, refusal } from '../lifecycle/refusal.ts';
import type { Timing } from '../lifecycle/schedule.ts';
import type { Task } from '../lifecycle/task.ts';
import { trackNew } from '../lifecycle/tracked-task.ts';
import { type Budget, budgetRules } from './budget.ts';

/** What a viewer wants to buy. */
export interface PurchaseRequest {
  readonly viewer: string;
  readonly operation: OperationName;
  /** As the caller gave it; it is validated here. */
  readonly input: unknown;
  readonly idempotencyKey: string | null;
  /** Buy although a live result exists. */
  readonly forceNew: boolean;
}

/** The operator's settings for purchases. */
export interface DraftRules {
  readonly timing: Timing;
  readonly rules: InputRules;
  readonly prices: Prices;
  readonly budget: Budget;
}

/**
 * The most idempotency keys that one task answers. A new key for a result that is there costs the caller nothing; more
 * than this are refused, so that they cannot fill the disk.
 */
const MAX_KEYS = 1_000;

/** JSON with sorted keys, so that equal inputs are equal texts, whatever order a later version gives its fields. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

const digest = (value: unknown): string => hash('sha256', canonical(value), 'base64url');

const isKey = (text: string): boolean => {
  const { length } = [...text];
  return length >= 1 && length <= 255 && isKeepable(text);
};

const checkKey = (key: string | null): void => {
  if (key === null || isKey(key)) return;
  const message = 'idempotencyKey must be 1 to 255 characters of well-formed Unicode without NUL.';
  throw new RefusedError([refusal('INVALID_INPUT', message, { field: ['input', 'idempotencyKey'] })]);
};

const draft = <Name extends OperationName>(
  request: PurchaseRequest,
  name: Name,
  now: number,
  { timing, rules, prices, budget }: DraftRules,
  api: string,
  trace: string | null,
): NewPurchase => {
  const operation = operations[name];
  const parsed = operation.inputSchema(rules).safeParse(request.input);
  if (!parsed.success) throw new RefusedError(parsed.error.issues.map(inputRefusal));
  const input: OperationInputs[Name] = parsed.data;
  const same = sameInput(input, rules.ignoredUrlParameters);
  const task: Task<Name> = {
    // Ids that grow with time keep the rows of one hour together in every index. 74 bits of them are random.
    id: randomUUIDv7(),
    viewer: request.viewer,
    operation: name,
    input,
    api,
    status: 'SUBMITTING',
    version: 1,
    upstreamTaskId: null,
    charge: 'NOT_CHARGED',
    creditCost: prices[operation.priceName(input)] ?? null,
    creditsConsumed: null,
    progress: null,
    output: emptyOutput(operation.output),
    error: null,
    refusal: null,
    timeline: [{ at: now, version: 1, type: 'CREATED', detail: null }],
    createdAt: now,
    updatedAt: now,
    submittedAt: null,
    finishedAt: null,
    expiresAt: null,
    inconsistency: null,
    seenAt: null,
    ...(trace !== null && { trace }),
  };
  return {
    tracked: trackNew(task, now, timing),
    idempotencyKey: request.idempotencyKey,
    maxKeys: MAX_KEYS,
    // Without a key, nothing is compared with it.
    fingerprint:
      request.idempotencyKey === null ? '' : digest({ operation: name, input: same, forceNew: request.forceNew }),
    reuseKey: reuseKeyOf({ operation: name, input: same }),
    sourceTrack: sourceKeyOf(task),
    forceNew: request.forceNew,
    budgets: budgetRules(budget, task),
  };
};

/**
 * The row of a purchase. The input is validated.
 *
 * @param now epoch milliseconds.
 * @param api the API of the provider at which it will be bought.
 * @param trace where the request stands in its trace (`TaskTracing.current`).
 * @throws RefusedError
 */
export const draftPurchase = (
  request: PurchaseRequest,
  now: number,
  rules: DraftRules,
  api: string,
  trace: string | null,
): NewPurchase => {
  checkKey(request.idempotencyKey);
  return draft(request, request.operation, now, rules, api, trace);
};
