import { reuseKeyOf, sourceFaultOf, sourceKeyOf, sourceOf } from '../../operations/index.ts';
import type { SourceRef } from '../../operations/operation.ts';
import { hasPart, hasResults } from '../../outputs/output.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Provider, PurchaseOutcome } from '../../ports/provider.ts';
import type { PurchaseRateLimiter, PurchaseTurn } from '../../ports/purchase-rate-limiter.ts';
import type { TaskMetrics } from '../../ports/task-metrics.ts';
import type { TaskStore } from '../../ports/task-store.ts';
import type { TaskTracing } from '../../ports/task-tracing.ts';
import type { CallbackTokens } from '../callbacks/callback-tokens.ts';
import { RefusedError } from '../errors.ts';
import { type Refusal, refusal, UNKNOWN_TRACK } from '../lifecycle/refusal.ts';
import type { Timing } from '../lifecycle/schedule.ts';
import type { Task } from '../lifecycle/task.ts';
import type { TaskWriter } from '../lifecycle/task-writer.ts';
import { createAttemptRecorder } from './attempt-recorder.ts';

export interface SubmissionDependencies {
  readonly store: TaskStore;
  readonly writer: TaskWriter;
  readonly provider: Provider;
  readonly rateLimiter: PurchaseRateLimiter;
  readonly tokens: CallbackTokens;
  readonly clock: Clock;
  readonly timing: Timing;
  readonly metrics: TaskMetrics;
  readonly tracing: TaskTracing;
  readonly logger: Logger;
  /** The callback URL for a token. */
  readonly callbackUrl: (token: string) => string;
}

/** Sends a saved purchase to the provider. The result is its outcome. Never throws. */
export type Submission = (task: Task) => Promise<PurchaseOutcome>;

type Existing = Extract<PurchaseOutcome, { kind: 'exists' }>;

/** The most attempts of a purchase. Another attempt follows only if the one before surely never arrived. */
const MAX_ATTEMPTS = 3;
const ATTEMPT_PAUSE_MS = 200;
/** Pauses between attempts, and reads and writes of the store, in milliseconds. */
const SLACK_MS = 5_000;

/** The most earlier tasks on the same source that are compared with a purchase. */
const MAX_EARLIER = 100;

/** How long a purchase can take at most, in milliseconds: the wait for a turn, and every attempt up to its timeout. */
export const longestPurchase = (turnMs: number, callMs: number): number => turnMs + MAX_ATTEMPTS * callMs + SLACK_MS;

/** The refusal of a purchase whose node was held up: others have its turn, or have given it up. */
const heldUp = (): Refusal => {
  const message = 'The gateway was held up before the purchase was sent; nothing was bought.';
  return refusal('UPSTREAM_UNAVAILABLE', message, { retryable: true, retryAfterMs: 1_000 });
};

/**
 * Why a task cannot work on its source; null if it can.
 *
 * @param maker the task that made the source.
 */
const sourceRefusal = (task: Task, source: SourceRef, maker: Task): Refusal | null => {
  const { status, input, output } = maker;
  // The same message and the same wait as for an unknown track, so that a viewer cannot tell that it exists.
  const unknown = refusal('NOT_FOUND', UNKNOWN_TRACK);
  // With the id of an own task, a caller could still name another viewer's track.
  if (maker.viewer !== task.viewer || (source.partId !== null && hasPart(output, source.partId) === false))
    return unknown;
  const model = 'model' in input ? input.model : null;
  const isInstrumental = 'instrumental' in input && input.instrumental === true;
  const fault = sourceFaultOf(task, { isFinished: status === 'SUCCEEDED', model, isInstrumental, output });
  if (fault !== null) {
    const { message, path, retryable } = fault;
    return refusal('INVALID_INPUT', message, { field: ['input', ...path], retryable });
  }
  // The viewer cannot know a part of a task that has no results yet.
  return source.partId !== null && !hasResults(output) ? unknown : null;
};

export const createSubmission = (dependencies: SubmissionDependencies): Submission => {
  const { store, provider, rateLimiter, tokens, clock, timing, metrics, tracing, logger } = dependencies;
  const recordAttempt = createAttemptRecorder(dependencies);

  /** Sends the purchase, and sends it again only when it surely never arrived. */
  const send = async (task: Task, turn: PurchaseTurn): Promise<PurchaseOutcome> => {
    const url = dependencies.callbackUrl(tokens.issue(task.id));
    for (let attempt = 1; ; attempt += 1) {
      const isInTime = turn.isHeld() && clock.now() < task.createdAt + timing.submissionLeaseMs;
      if (!isInTime) return { kind: 'refused', refusal: heldUp() };
      const outcome = await tracing.trace(
        'purchase',
        task,
        () => provider.purchase(task, url),
        ({ kind }) => kind,
      );
      metrics.purchase(task.operation, outcome.kind);
      if (outcome.kind !== 'not-sent' || attempt === MAX_ATTEMPTS) return outcome;
      logger.warn({ taskId: task.id, attempt, reason: outcome.reason }, 'the purchase never arrived; sending it again');
      recordAttempt(task, { kind: 'purchase', outcome: 'not-sent', detail: outcome.reason });
      await clock.wait(ATTEMPT_PAUSE_MS * attempt);
    }
  };

  /** The provider's id of the viewer's own earlier task that wants the same; null where there is none. */
  const ownEarlierId = async (task: Task): Promise<string | null> => {
    const [reuseKey, sourceKey] = [reuseKeyOf(task), sourceKeyOf(task)];
    if (reuseKey === null || sourceKey === null) return null;
    const [earlier = []] = await store.listBySourceTrack(task.viewer, [sourceKey], MAX_EARLIER, [task.operation]);
    const same = earlier.find((one) => one.upstreamTaskId !== null && reuseKeyOf(one) === reuseKey);
    return same?.upstreamTaskId ?? null;
  };

  /** Gives an existing result only to the viewer who bought it, or if this store has no task for it. */
  const keepApart = async (task: Task, outcome: Existing): Promise<PurchaseOutcome> => {
    if (outcome.upstreamTaskId === null) return { kind: 'exists', upstreamTaskId: await ownEarlierId(task) };
    const owner = await store.getByUpstreamId(outcome.upstreamTaskId);
    return owner === null || owner.viewer === task.viewer ? outcome : { kind: 'exists', upstreamTaskId: null };
  };

  /** Waits for a turn and sends the purchase. @throws RefusedError when there is no turn. */
  const attempt = async (task: Task): Promise<PurchaseOutcome> => {
    const source = sourceOf(task);
    // No task of this gateway may have made it.
    const maker = source && (await store.getByUpstreamId(source.taskId));
    const barred = source && maker && sourceRefusal(task, source, maker);
    const asked = clock.now();
    const turn = await rateLimiter.acquire({ viewer: task.viewer });
    metrics.queueWait(clock.now() - asked);
    if (barred) {
      await turn.cancel();
      return { kind: 'refused', refusal: barred };
    }
    try {
      const outcome = await send(task, turn);
      return outcome.kind === 'exists' ? await keepApart(task, outcome) : outcome;
    } catch (error) {
      // An error in the gateway itself. The request may have left by now, so the purchase is in doubt, and not "not
      // sent".
      logger.error({ taskId: task.id, err: error }, 'a purchase failed on its way');
      return { kind: 'in-doubt', reason: 'The gateway failed while it was buying.' };
    } finally {
      await turn.release();
    }
  };

  /** The outcome of an attempt that failed before it was sent. */
  const unsent = (task: Task, error: unknown): PurchaseOutcome => {
    if (error instanceof RefusedError && error.refusals[0]) return { kind: 'refused', refusal: error.refusals[0] };
    logger.error({ taskId: task.id, err: error }, 'a purchase failed before it was sent');
    return { kind: 'not-sent', reason: 'The purchase could not be prepared.' };
  };

  return async (task) => {
    let outcome: PurchaseOutcome;
    try {
      outcome = await attempt(task);
    } catch (error) {
      outcome = unsent(task, error);
    }
    if (outcome.kind !== 'refused') return outcome;
    const { upstreamCode, code, retryAfterMs } = outcome.refusal;
    if (upstreamCode !== null && code === 'RATE_LIMITED') await rateLimiter.pause(retryAfterMs ?? 0);
    return outcome;
  };
};
