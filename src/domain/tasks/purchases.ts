import { sourceTrackOf } from '../operations/index.ts';
import type { CallbackTokens } from './callback-tokens.ts';
import { RefusedError, refusal, StoreUnavailableError } from './errors.ts';
import type {
  Clock,
  Logger,
  Note,
  Provider,
  PurchaseGate,
  PurchaseOutcome,
  TaskEvents,
  TaskMetrics,
  TaskStore,
} from './ports.ts';
import { type DraftRules, draftPurchase, type PurchaseRequest } from './purchase-draft.ts';
import { CLAIM_MS } from './schedule.ts';
import type { Task } from './task.ts';
import type { TaskWriter } from './task-writer.ts';
import type { Update } from './transition.ts';

export interface Purchased {
  readonly task: Task;
  /** The task existed already: nothing was charged for this request. */
  readonly reused: boolean;
}

/** Where tasks begin: a request becomes one row, and at most one call that costs. */
export interface Purchases {
  /** @throws RefusedError when surely nothing was bought; StoreUnavailableError when it is not known to be saved. */
  buy(request: PurchaseRequest): Promise<Purchased>;
  /** Waits for the purchases under way, at most until `signal` aborts; those still undecided become UNCONFIRMED. */
  drain(signal: AbortSignal): Promise<void>;
  /**
   * Takes over from an earlier life of this process: what it left undecided becomes UNCONFIRMED, what it was looking
   * at is looked at again, and what it bought counts against the rate. For stores that have one user only.
   */
  recover(): Promise<void>;
}

export interface PurchasesDependencies extends DraftRules {
  readonly store: TaskStore;
  readonly events: TaskEvents;
  readonly writer: TaskWriter;
  readonly provider: Provider;
  readonly gate: PurchaseGate;
  readonly tokens: CallbackTokens;
  readonly clock: Clock;
  readonly metrics: TaskMetrics;
  readonly logger: Logger;
  /** The callback URL for a token. */
  readonly callbackUrl: (token: string) => string;
}

/** Attempts at a purchase, counting only those that surely never arrived. */
const MAX_ATTEMPTS = 3;
const ATTEMPT_PAUSE_MS = 200;
/** What else may take its time between two calls, in milliseconds. */
const SLACK_MS = 5_000;

/** How long a purchase can be under way at most: the wait for a turn, and every attempt at full length. */
export const longestPurchase = (turnMs: number, callMs: number): number => turnMs + MAX_ATTEMPTS * callMs + SLACK_MS;

/** How long a caller waits for the store to take the provider's answer, in milliseconds. */
const SAVE_PATIENCE_MS = 5_000;
/** How often somebody who waits for another's purchase looks at the store: it may be made by another node. */
const SETTLE_LOOK_MS = 250;

const UNKNOWN_TRACK = 'The provider knows no such task or track.';

/** Purchases that an earlier life may have sent within one window of any sensible rate. */
const RECALLED = 1_000;

/** Whether the provider may have seen this purchase; not so what we refused ourselves. */
const mayHaveArrived = ({ refusal: refused }: Task): boolean =>
  refused === null ||
  refused.upstreamCode !== null ||
  (refused.code !== 'RATE_LIMITED' && refused.code !== 'UPSTREAM_UNAVAILABLE');

/** The moment by which a purchase had arrived, if it did. */
const overAt = ({ timeline, createdAt }: Task): number => timeline[1]?.at ?? createdAt;

export const createPurchases = (dependencies: PurchasesDependencies): Purchases => {
  const { store, events, writer, provider, gate, tokens, clock, timing, metrics, logger } = dependencies;
  /** Tasks whose purchase this process is making, each with the end of it. */
  const underWay = new Map<string, Promise<unknown>>();

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

  /** Adds to what the operator can read about a task. Not worth a failure. */
  const jot = (task: Task, note: Omit<Note, 'at'>): void => {
    store.annotate(task.id, { ...note, at: clock.now() }).catch((error: unknown) => {
      logger.warn({ taskId: task.id, err: error }, 'could not note an attempt');
    });
  };

  /** Sends the purchase, again only when it surely never arrived. */
  const send = async (task: Task): Promise<PurchaseOutcome> => {
    const url = dependencies.callbackUrl(tokens.issue(task.id));
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await provider.purchase(task, url);
      metrics.purchase(task.operation, outcome.kind);
      if (outcome.kind !== 'not-sent' || attempt === MAX_ATTEMPTS) return outcome;
      logger.warn({ taskId: task.id, attempt, reason: outcome.reason }, 'the purchase never arrived; sending it again');
      jot(task, { kind: 'purchase', outcome: 'not-sent', detail: outcome.reason });
      await clock.wait(ATTEMPT_PAUSE_MS * attempt);
    }
  };

  /** What the provider, or the way to it, made of the purchase. */
  const attempt = async (task: Task): Promise<PurchaseOutcome> => {
    const track = sourceTrackOf(task);
    const owner = track && (await store.getByUpstreamId(track.taskId));
    // Told as the provider tells it: a track of somebody else's does not exist for this viewer.
    if (owner && owner.viewer !== task.viewer) {
      return { kind: 'refused', refusal: refusal('NOT_FOUND', UNKNOWN_TRACK) };
    }
    const asked = clock.now();
    const pass = await gate.enter();
    metrics.queueWait(clock.now() - asked);
    try {
      return await send(task);
    } catch (error) {
      // Ours to mend; but it may have been sent by now, and must not be taken for unsent.
      logger.error({ taskId: task.id, err: error }, 'a purchase failed on its way');
      return { kind: 'in-doubt', reason: 'The gateway failed while it was buying.' };
    } finally {
      pass.done();
    }
  };

  const toUpdate = (outcome: PurchaseOutcome): Update => {
    switch (outcome.kind) {
      case 'accepted':
        return { type: 'accepted', upstreamTaskId: outcome.upstreamTaskId };
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

  /** A callback was faster than the answer: noted, and held against it. */
  const overtaken = (task: Task, outcome: PurchaseOutcome, note: Omit<Note, 'at'>): void => {
    const isOther = outcome.kind === 'accepted' && outcome.upstreamTaskId !== task.upstreamTaskId;
    if (isOther) {
      const fields = { taskId: task.id, upstreamTaskId: outcome.upstreamTaskId };
      logger.error(fields, 'the provider answered with another task than its callback named');
    }
    jot(task, isOther ? { kind: 'purchase', outcome: 'quarantined', detail: outcome.upstreamTaskId } : note);
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

  const answer = async (task: Task): Promise<PurchaseOutcome> => {
    const outcome = await attempt(task).catch((error: unknown): PurchaseOutcome => {
      if (error instanceof RefusedError && error.refusals[0]) return { kind: 'refused', refusal: error.refusals[0] };
      // Nothing has been sent yet.
      logger.error({ taskId: task.id, err: error }, 'a purchase failed before it was sent');
      return { kind: 'not-sent', reason: 'The purchase could not be prepared.' };
    });
    const byProvider = outcome.kind === 'refused' && outcome.refusal.upstreamCode !== null;
    if (byProvider && outcome.refusal.code === 'RATE_LIMITED') gate.pause(outcome.refusal.retryAfterMs ?? 0);
    return outcome;
  };

  const outcomeOf = (task: Task, reused: boolean): Purchased => {
    if (task.refusal) throw new RefusedError([task.refusal]);
    return { task, reused };
  };

  const submit = async (task: Task): Promise<Purchased> => {
    const answered = answer(task);
    const saved = answered.then((outcome) => record(task, outcome)).finally(() => underWay.delete(task.id));
    underWay.set(task.id, saved);
    await answered;
    const patience = new AbortController();
    const first = await Promise.race([saved, clock.wait(SAVE_PATIENCE_MS, patience.signal)]);
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
          return await submit(decision.change.task);
        case 'existing':
          return outcomeOf(await settled(decision.task), true);
        case 'key-conflict': {
          const message = 'This idempotencyKey was used with other input.';
          throw new RefusedError([refusal('IDEMPOTENCY_CONFLICT', message, { field: ['input', 'idempotencyKey'] })]);
        }
        case 'over-budget': {
          const message = 'Your budget is used up.';
          const { retryAfterMs } = decision;
          throw new RefusedError([refusal('QUOTA_EXCEEDED', message, { retryable: true, retryAfterMs })]);
        }
      }
    },

    async drain(signal) {
      const aborted = new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        else signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await Promise.race([Promise.allSettled(underWay.values()), aborted]);
      const reason = 'The gateway stopped while it was waiting for the answer.';
      await Promise.all(
        [...underWay.keys()].map((id) =>
          writer.apply(id, [{ type: 'in-doubt', reason }], { kind: 'purchase', outcome: 'in-doubt', detail: reason }),
        ),
      );
    },

    async recover() {
      const reason = 'The gateway stopped while it was waiting for the answer.';
      for (const task of await store.listSubmitting()) {
        const note = { kind: 'purchase', outcome: 'in-doubt', detail: reason } as const;
        await writer.apply(task.id, [{ type: 'in-doubt', reason }], note);
      }
      // What was being looked at is looked at again now, and not when the claim of the dead lapses.
      await store.dropClaims(clock.now(), clock.now() + CLAIM_MS);
      const sent = (await store.listNewest(RECALLED)).filter(mayHaveArrived);
      gate.recall(sent.map((task) => clock.now() - overAt(task)));
    },
  };
};
