import { createDeadline } from '../../deadline.ts';
import { differingFields, sameInput } from '../../operations/same-input.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PurchaseDecision } from '../../ports/task-store.ts';
import { whenAborted } from '../../when-aborted.ts';
import { RefusedError, StoreUnavailableError } from '../errors.ts';
import { refusal } from '../lifecycle/refusal.ts';
import type { Task } from '../lifecycle/task.ts';
import type { TrackedTask } from '../lifecycle/tracked-task.ts';
import { type AwaitDecisionDependencies, createAwaitDecision } from './await-decision.ts';
import { waitForBudget } from './budget.ts';
import {
  createInFlightPurchases,
  type InFlightPurchase,
  type InFlightPurchasesDependencies,
} from './in-flight-purchases.ts';
import { createOutcomeRecorder } from './outcome-recorder.ts';
import { type DraftRules, draftPurchase, type PurchaseRequest } from './purchase-draft.ts';
import { createSubmission, type SubmissionDependencies } from './submission.ts';

export interface PurchaseResult {
  readonly task: Task;
  /** The task existed already: nothing was charged for this request. */
  readonly reused: boolean;
}

/** Buys: a request becomes one row, and at most one purchase at the provider. */
export interface Purchases {
  /** @throws RefusedError when surely nothing was bought; StoreUnavailableError when it is not known to be saved. */
  buy(request: PurchaseRequest): Promise<PurchaseResult>;
  /**
   * Takes purchases until `asked` resolves, since no more can come, or it is too late for one. Then it refuses those that
   * wait for their turn, and waits for the others until `signal` aborts. Each one that is undecided then becomes
   * UNCONFIRMED. Every caller is answered.
   */
  drain(asked: Promise<unknown>, signal: AbortSignal): Promise<void>;
}

export interface PurchasesDependencies
  extends DraftRules,
    SubmissionDependencies,
    AwaitDecisionDependencies,
    InFlightPurchasesDependencies {
  readonly steadyClock: Clock;
}

const BUDGETS = { purchases: 'purchases per minute', credits: 'credits per day' } as const;

/** How long a caller waits for the store to take the provider's answer, in milliseconds. */
const SAVE_TIMEOUT_MS = 5_000;

const keyConflict = (earlier: Task, task: Task, ignored: readonly string[]): RefusedError => {
  const fields = differingFields(sameInput(earlier.input, ignored), sameInput(task.input, ignored));
  const what = earlier.operation === task.operation ? fields.join(', ') || 'forceNew' : 'the operation';
  const message = `This idempotencyKey was used with other input. It differs in: ${what}.`;
  return new RefusedError([refusal('IDEMPOTENCY_CONFLICT', message, { field: ['input', 'idempotencyKey'] })]);
};

const tooManyKeys = (): RefusedError => {
  const message = 'This result was asked for with too many idempotencyKeys: use one of them again, or none.';
  return new RefusedError([refusal('QUOTA_EXCEEDED', message, { field: ['input', 'idempotencyKey'] })]);
};

const overBudget = ({ rule, oldest }: Extract<PurchaseDecision, { kind: 'over-budget' }>): RefusedError => {
  const message = `Your budget of ${BUDGETS[rule.name]} is used up.`;
  const retryAfterMs = waitForBudget(rule, oldest);
  return new RefusedError([refusal('QUOTA_EXCEEDED', message, { retryable: retryAfterMs !== null, retryAfterMs })]);
};

/** The answer to a caller. @throws RefusedError when the purchase of `task` was refused. */
const resultOf = (task: Task, reused: boolean): PurchaseResult => {
  if (task.refusal) throw new RefusedError([task.refusal]);
  return { task, reused };
};

export const createPurchases = (dependencies: PurchasesDependencies): Purchases => {
  const { store, writer, provider, rateLimiter, clock, metrics, tracing } = dependencies;
  const submit = createSubmission(dependencies);
  const recordOutcome = createOutcomeRecorder(dependencies);
  const awaitDecision = createAwaitDecision(dependencies);
  const inFlight = createInFlightPurchases(dependencies);
  const inTime = createDeadline(dependencies.steadyClock, SAVE_TIMEOUT_MS);

  /** Resolves with the task once its outcome is saved, or as it is when its caller is released. */
  const submitAndRecord = (tracked: TrackedTask): Promise<Task> => {
    const { id } = tracked.task;
    const { promise, resolve, reject } = Promise.withResolvers<Task>();
    // The outcome stays in memory until the store takes it. The caller does not get an outcome that is not saved.
    const unsaved = (): Error => new StoreUnavailableError(`The state of task ${id} could not be saved yet.`);
    const answer = (work: Promise<Task | null>): void =>
      void inTime(work, unsaved).then((task) => (task === null ? reject(unsaved()) : resolve(task)), reject);
    const save = async (): Promise<void> => {
      try {
        const recorded = recordOutcome(tracked, await submit(tracked.task));
        answer(recorded);
        await recorded;
      } catch (error) {
        reject(error);
      } finally {
        inFlight.remove(purchase);
      }
    };
    const release = (): void => answer(store.get(id));
    const purchase: InFlightPurchase = { tracked, saved: save(), release, older: null, newer: null };
    inFlight.add(purchase);
    return promise;
  };

  const buy = async (request: PurchaseRequest): Promise<PurchaseResult> => {
    try {
      const api = provider.apiFor(request.operation);
      const purchase = draftPurchase(request, clock.now(), dependencies, api, tracing.current());
      // A purchase that would be refused at once leaves no row.
      const refuseNew = await rateLimiter.admit({ viewer: request.viewer });
      const decision = await writer.create({ ...purchase, refuseNew });
      switch (decision.kind) {
        case 'created':
          return resultOf(await submitAndRecord(purchase.tracked), false);
        case 'existing':
          return resultOf(await awaitDecision(decision.task), true);
        case 'key-conflict':
          throw keyConflict(decision.task, purchase.tracked.task, dependencies.rules.ignoredUrlParameters);
        case 'too-many-keys':
          throw tooManyKeys();
        case 'refused':
          throw new RefusedError([decision.refusal]);
        case 'over-budget':
          throw overBudget(decision);
      }
    } catch (error) {
      if (error instanceof RefusedError) for (const { code } of error.refusals) metrics.refusal(code);
      throw error;
    }
  };

  return {
    buy,

    async drain(asked, signal) {
      await Promise.race([asked, whenAborted(signal)]);
      await rateLimiter.close();
      await inFlight.drain(signal);
    },
  };
};
