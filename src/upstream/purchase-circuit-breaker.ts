import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhenResult, isBrokenCircuitError } from 'cockatiel';
import type { Logger } from '../domain/ports/logger.ts';
import type { Provider, PurchaseOutcome } from '../domain/ports/provider.ts';
import { refusal } from '../domain/tasks/lifecycle/refusal.ts';

/** Purchases in a row that must come to nothing before further ones are refused unsent. */
const FAILURES_TO_OPEN = 10;
/** How long to refuse before one purchase is let through as a probe, in milliseconds. */
const PROBE_AFTER_MS = 5_000;

/** The provider, or the way to it, is in trouble: as opposed to an answer, whatever it says. */
const isOutage = (outcome: PurchaseOutcome): boolean =>
  outcome.kind === 'not-sent' ||
  outcome.kind === 'in-doubt' ||
  // Maintenance. What no repetition mends (a path or a feature that is not there) says nothing about other purchases.
  (outcome.kind === 'refused' && outcome.refusal.code === 'UPSTREAM_UNAVAILABLE' && outcome.refusal.retryable);

const inTrouble = (): PurchaseOutcome => {
  const message = 'The provider is in trouble; nothing was sent.';
  const rest = { retryable: true, retryAfterMs: PROBE_AFTER_MS };
  return { kind: 'refused', refusal: refusal('UPSTREAM_UNAVAILABLE', message, rest) };
};

/**
 * During an outage each purchase would leave a task in doubt; this refuses them at once instead, and tries again
 * gently. Reading is not held back: records are how an outage is recovered from.
 */
export const withPurchaseCircuitBreaker = (provider: Provider, logger: Logger): Provider => {
  const breaker = circuitBreaker(
    handleWhenResult((outcome) => isOutage(outcome as PurchaseOutcome)),
    { halfOpenAfter: PROBE_AFTER_MS, breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN) },
  );
  breaker.onStateChange((state) => {
    logger.warn({ breaker: CircuitState[state] }, 'purchases: the breaker changed its state');
  });
  return {
    ...provider,
    async purchase(task, callbackUrl) {
      // A probe is under way: whoever comes meanwhile would wait for its end, which may be a timeout.
      if (breaker.state === CircuitState.HalfOpen) return inTrouble();
      try {
        return await breaker.execute(() => provider.purchase(task, callbackUrl));
      } catch (error) {
        if (!isBrokenCircuitError(error)) throw error;
        return inTrouble();
      }
    },
  };
};
