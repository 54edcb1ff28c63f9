import type { PurchaseOutcome } from '../../ports/provider.ts';
import type { TaskEvents } from '../../ports/task-events.ts';
import type { Note } from '../../ports/task-store.ts';
import { RefusedError, StoreUnavailableError } from '../errors.ts';
import { refusal } from '../lifecycle/refusal.ts';
import { CLAIM_MS } from '../lifecycle/schedule.ts';
import type { Task } from '../lifecycle/task.ts';
import type { TaskWriter } from '../lifecycle/task-writer.ts';
import type { Update } from '../lifecycle/transition.ts';
import { createAttemptRecorder } from './attempt-recorder.ts';
import { type DraftRules, draftPurchase, type PurchaseRequest } from './purchase-draft.ts';
import { createSubmission, type SubmissionDependencies } from './submission.ts';

export interface PurchaseResult {
  readonly task: Task;
  /** The task existed already: nothing was charged for this request. */
  readonly reused: boolean;
}

/** Where tasks begin: a request becomes one row, and at most one call that costs. */
export interface Purchases {
  /** @throws RefusedError when surely nothing was bought; StoreUnavailableError when it is not known to be saved. */
  buy(request: PurchaseRequest): Promise<PurchaseResult>;
  /**
   * Refuses what still waits for its turn, and waits for the rest, at most until `signal` aborts; what is undecided then
   * becomes UNCONFIRMED. Whoever waits for one is answered.
   */
  drain(signal: AbortSignal): Promise<void>;
  /**
   * Before anything is bought: what an earlier life of this process bought counts against the rate. Changes nothing.
   * @returns the ids of the tasks that it left undecided, for `recover`. For stores that have one user only.
   */
  takeStock(): Promise<readonly string[]>;
  /** Takes over: what was left undecided becomes UNCONFIRMED, what was being looked at is looked at again. */
  recover(left: readonly string[]): Promise<void>;
}

interface InFlightPurchase {
  /** The end of it. */
  readonly saved: Promise<unknown>;
  /** Has whoever waits for it wait no longer. */
  readonly letGo: () => void;
}

export interface PurchasesDependencies extends DraftRules, SubmissionDependencies {
  readonly events: TaskEvents;
  readonly writer: TaskWriter;
}

const BUDGETS = { purchases: 'purchases per minute', credits: 'credits per day' } as const;

/** How long a caller waits for the store to take the provider's answer, in milliseconds. */
const SAVE_PATIENCE_MS = 5_000;
/** How often somebody who waits for another's purchase looks at the store: it may be made by another node. */
const SETTLE_LOOK_MS = 250;

/** Tasks that are looked through at once for those that count against the rate. */
const RECALL_PAGE = 1_000;

/** Whether the provider may have seen this purchase; not so what we refused ourselves. */
const mayHaveArrived = ({ refusal: refused }: Task): boolean =>
  refused === null ||
  refused.upstreamCode !== null ||
  (refused.code !== 'RATE_LIMITED' && refused.code !== 'UPSTREAM_UNAVAILABLE');

/** The moment by which a purchase had arrived, if it did. */
const overAt = ({ timeline, createdAt }: Task): number => timeline[1]?.at ?? createdAt;

export const createPurchases = (dependencies: PurchasesDependencies): Purchases => {
  const { store, events, writer, rateLimiter, clock, timing, logger } = dependencies;
  const submit = createSubmission(dependencies);
  const recordAttempt = createAttemptRecorder(dependencies);
  /** Tasks whose purchase this process is making. */
  const inFlight = new Map<string, InFlightPurchase>();

  /** Waits until the purchase of `task`, made by somebody else, is decided; at most as long as one can take. */
  const settled = async (task: Task): Promise<Task> => {
    const until = task.createdAt + timing.submissionLeaseMs;
    let current: Task = task;
    while (current.status === 'SUBMITTING' && clock.now() < until) {
      const news = new AbortController();
      const stop = events.onTask(task.id, () => news.abort());
      // Read after listening began, or news in between would be missed.
      try {
        current = (await store.get(task.id)) ?? current;
        if (current.status === 'SUBMITTING') await clock.wait(SETTLE_LOOK_MS, news.signal);
      } finally {
        stop();
      }
    }
    return current;
  };

  const toUpdate = (outcome: PurchaseOutcome): Update => {
    switch (outcome.kind) {
      case 'accepted':
        return { type: 'accepted', upstreamTaskId: outcome.upstreamTaskId, by: 'answer' };
      case 'refused':
        return { type: 'refused', refusal: outcome.refusal };
      case 'in-doubt':
        return { type: 'in-doubt', reason: outcome.reason };
      case 'not-sent': {
        const message = 'The provider cannot be reached; nothing was bought.';
        return { type: 'refused', refusal: refusal('UPSTREAM_UNAVAILABLE', message, { retryable: true }) };
      }
    }
  };

  /** A callback was faster than the answer, and has proven its point: noted, and the answer is held against it. */
  const overtaken = (task: Task, outcome: PurchaseOutcome, note: Omit<Note, 'at'>): void => {
    const isOther = outcome.kind === 'accepted' && outcome.upstreamTaskId !== task.upstreamTaskId;
    if (isOther) {
      const fields = { taskId: task.id, upstreamTaskId: outcome.upstreamTaskId };
      logger.error(fields, 'the provider answered with another task than its callback named');
    }
    recordAttempt(task, isOther ? { kind: 'purchase', outcome: 'quarantined', detail: outcome.upstreamTaskId } : note);
  };

  /** Saves what became of the purchase, however long the store takes: forgetting an answer would cost money. */
  const record = async (task: Task, outcome: PurchaseOutcome): Promise<Task> => {
    const detail = outcome.kind === 'refused' ? outcome.refusal.message : 'reason' in outcome ? outcome.reason : null;
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 1_000)) {
      try {
        const note = { kind: 'purchase', outcome: outcome.kind, detail } as const;
        const applied = await writer.apply(task.id, [toUpdate(outcome)], note);
        if (applied && !applied.changed) overtaken(applied.task, outcome, note);
        return applied?.task ?? task;
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
        logger.error(
          { taskId: task.id, outcome: outcome.kind, err: error },
          "could not save the provider's answer yet",
        );
        await clock.wait(pauseMs);
      }
    }
  };

  /** Nobody waits for the answer of this purchase any more. */
  const leaveOpen = (id: string): Promise<unknown> => {
    const reason = 'The gateway stopped while it was waiting for the answer.';
    return writer.apply(id, [{ type: 'in-doubt', reason }], { kind: 'purchase', outcome: 'in-doubt', detail: reason });
  };

  /** Counts what an earlier life sent against the rate. */
  const recall = async (): Promise<void> => {
    const now = clock.now();
    // One that was begun before may have been over only within the window.
    const since = now - rateLimiter.windowMs - timing.submissionLeaseMs;
    let isOver = false;
    for (let skip = 0; !isOver; skip += RECALL_PAGE) {
      const page = await store.listNewest(RECALL_PAGE, skip);
      rateLimiter.restore(page.filter(mayHaveArrived).map((task) => now - overAt(task)));
      isOver = page.length < RECALL_PAGE || page.some(({ createdAt }) => createdAt < since);
    }
  };

  const outcomeOf = (task: Task, reused: boolean): PurchaseResult => {
    if (task.refusal) throw new RefusedError([task.refusal]);
    return { task, reused };
  };

  const buyNow = async (task: Task): Promise<PurchaseResult> => {
    const answered = submit(task);
    const saved = answered.then((outcome) => record(task, outcome)).finally(() => inFlight.delete(task.id));
    const { promise: letGo, resolve } = Promise.withResolvers<void>();
    inFlight.set(task.id, { saved, letGo: resolve });
    await Promise.race([answered, letGo]);
    const patience = new AbortController();
    const asItIs = letGo.then(() => store.get(task.id));
    const first = await Promise.race([saved, asItIs, clock.wait(SAVE_PATIENCE_MS, patience.signal)]);
    patience.abort();
    // The answer is kept in memory and saved as soon as the store allows; until then it is nobody's knowledge.
    if (!first) throw new StoreUnavailableError(`The state of task ${task.id} could not be saved yet.`);
    return outcomeOf(first, false);
  };

  return {
    async buy(request) {
      const decision = await store.create(draftPurchase(request, clock.now(), dependencies));
      switch (decision.kind) {
        case 'created':
          events.publish(decision.change);
          return await buyNow(decision.change.task);
        case 'existing':
          return outcomeOf(await settled(decision.task), true);
        case 'key-conflict': {
          const message = 'This idempotencyKey was used with other input.';
          throw new RefusedError([refusal('IDEMPOTENCY_CONFLICT', message, { field: ['input', 'idempotencyKey'] })]);
        }
        case 'over-budget': {
          const { budget, retryAfterMs } = decision;
          const message = `Your budget of ${BUDGETS[budget]} is used up.`;
          throw new RefusedError([
            refusal('QUOTA_EXCEEDED', message, { retryable: retryAfterMs !== null, retryAfterMs }),
          ]);
        }
      }
    },

    async drain(signal) {
      const aborted = new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      });
      rateLimiter.close();
      const ends = [...inFlight.values()].map(({ saved }) => saved);
      await Promise.race([Promise.allSettled(ends), aborted]);
      const left = [...inFlight].map(async ([id, { letGo }]) => {
        await leaveOpen(id).catch((error: unknown) => {
          if (!(error instanceof StoreUnavailableError)) throw error;
          logger.warn({ taskId: id, err: error }, 'an open purchase could not be noted; the next start does it');
        });
        letGo();
      });
      await Promise.all(left);
    },

    async takeStock() {
      await recall();
      return (await store.listSubmitting()).map(({ id }) => id);
    },

    async recover(left) {
      for (const id of left) await leaveOpen(id);
      // Now, and not when the claims of the dead lapse.
      await store.dropClaims(clock.now(), clock.now() + CLAIM_MS);
    },
  };
};
