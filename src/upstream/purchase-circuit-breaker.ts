import {
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
  type IBreaker,
  isBrokenCircuitError,
} from 'cockatiel';
import type { Logger } from '../domain/ports/logger.ts';
import type { Provider, PurchaseOutcome } from '../domain/ports/provider.ts';
import { refusal } from '../domain/tasks/lifecycle/refusal.ts';

/** Failed purchases in a row after which further ones are refused unsent. */
const FAILURES_TO_OPEN = 10;
/** How long to refuse before one purchase is let through as a probe, in milliseconds. */
const PROBE_AFTER_MS = 5_000;
/** The most viewers whose doubts are counted at one time; the oldest one is dropped for a new one. */
const MAX_VIEWERS = 1_000;

/** Whether the provider has a failure or cannot be reached. Doubt does not count here: it may be about one purchase. */
const isOutage = (outcome: PurchaseOutcome): boolean =>
  outcome.kind === 'not-sent' ||
  // Maintenance. A path or a feature that does not exist says nothing about other purchases.
  (outcome.kind === 'refused' && outcome.refusal.code === 'UPSTREAM_UNAVAILABLE' && outcome.refusal.retryable);

const isInDoubt = ({ kind }: PurchaseOutcome): boolean => kind === 'in-doubt';

const inTrouble = (): PurchaseOutcome => {
  const message = 'The provider is in trouble; nothing was sent.';
  const rest = { retryable: true, retryAfterMs: PROBE_AFTER_MS };
  return { kind: 'refused', refusal: refusal('UPSTREAM_UNAVAILABLE', message, rest) };
};

type PurchaseBreaker = (send: () => Promise<PurchaseOutcome>) => Promise<PurchaseOutcome>;

const guard =
  (policy: CircuitBreakerPolicy): PurchaseBreaker =>
  async (send) => {
    // During a probe another purchase would wait for its end, which may be a timeout.
    if (policy.state === CircuitState.HalfOpen) return inTrouble();
    try {
      return await policy.execute(send);
    } catch (error) {
      if (!isBrokenCircuitError(error)) throw error;
      return inTrouble();
    }
  };

/**
 * Opens for all viewers. Each outage counts; doubts count once per viewer, because one viewer's input may be the
 * reason.
 */
const createProviderBreaker = (logger: Logger) => {
  let outages = 0;
  const viewersInDoubt = new Set<string>();
  const calm = (): void => {
    outages = 0;
    viewersInDoubt.clear();
  };
  const counter: IBreaker = {
    state: null,
    success: calm,
    failure: () => outages + viewersInDoubt.size >= FAILURES_TO_OPEN,
  };
  const count = (viewer: string, outcome: PurchaseOutcome): boolean => {
    if (isOutage(outcome)) outages += 1;
    else if (isInDoubt(outcome)) viewersInDoubt.add(viewer);
    else return false;
    return true;
  };
  /** The outcomes that `count` has found to be failures. */
  const failures = new WeakSet<object>();
  const policy = circuitBreaker(
    handleWhenResult((outcome) => typeof outcome === 'object' && outcome !== null && failures.has(outcome)),
    { halfOpenAfter: PROBE_AFTER_MS, breaker: counter },
  );
  policy.onStateChange((state) => {
    logger.warn({ breaker: CircuitState[state] }, 'purchases: the breaker changed its state');
  });
  const guarded = guard(policy);

  /** Counts an outcome, and remembers whether it is a failure. */
  const judge = (viewer: string, outcome: PurchaseOutcome): PurchaseOutcome => {
    if (count(viewer, outcome)) failures.add(outcome);
    return outcome;
  };

  return async (viewer: string, send: () => Promise<PurchaseOutcome>): Promise<PurchaseOutcome> => {
    if (policy.state !== CircuitState.Closed) return await guarded(async () => judge(viewer, await send()));
    const outcome = judge(viewer, await send());
    // The policy is told of failures alone: it does nothing with a success but to hand it to the counter.
    if (!failures.has(outcome)) calm();
    else if (policy.state === CircuitState.Closed) await policy.execute(() => outcome);
    return outcome;
  };
};

/** Opens for one viewer, after doubts of that viewer. */
const createViewerBreakers = (logger: Logger) => {
  /** Of the viewers whose last purchase was in doubt, or who are refused: others need none. */
  const policies = new Map<string, CircuitBreakerPolicy>();

  const create = (): CircuitBreakerPolicy => {
    const policy = circuitBreaker(
      handleWhenResult((outcome) => isInDoubt(outcome as PurchaseOutcome)),
      { halfOpenAfter: PROBE_AFTER_MS, breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN) },
    );
    policy.onStateChange((state) => {
      logger.warn({ breaker: CircuitState[state] }, 'purchases: the breaker of one viewer changed its state');
    });
    return policy;
  };

  /** Counts a doubt that no policy has seen. Where one has opened meanwhile, a doubt changes nothing. */
  const countDoubt = async (viewer: string, outcome: PurchaseOutcome): Promise<void> => {
    const policy = policies.get(viewer) ?? create();
    policies.set(viewer, policy);
    if (policy.state === CircuitState.Closed) await policy.execute(async () => outcome);
    const [first] = policies.keys();
    if (first !== undefined && policies.size > MAX_VIEWERS) policies.delete(first);
  };

  return async (viewer: string, send: () => Promise<PurchaseOutcome>): Promise<PurchaseOutcome> => {
    const policy = policies.get(viewer);
    const outcome = await (policy === undefined ? send() : guard(policy)(send));
    if (!isInDoubt(outcome)) {
      if (policies.get(viewer)?.state === CircuitState.Closed) policies.delete(viewer);
    } else if (policy === undefined) {
      await countDoubt(viewer, outcome);
    }
    return outcome;
  };
};

/**
 * During an outage each purchase would leave a task in doubt. The circuit breaker refuses purchases at once instead,
 * and lets one through now and then. It does not hold back reads: by reading records the gateway recovers from an
 * outage.
 */
export const withPurchaseCircuitBreaker = (provider: Provider, logger: Logger): Provider => {
  const ofProvider = createProviderBreaker(logger);
  const ofViewer = createViewerBreakers(logger);
  return {
    ...provider,
    purchase: (task, callbackUrl) =>
      ofViewer(task.viewer, () => ofProvider(task.viewer, () => provider.purchase(task, callbackUrl))),
  };
};
