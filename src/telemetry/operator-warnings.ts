import type { TaskMetrics } from '../domain/ports/task-metrics.ts';
import type { RefusalCode } from '../domain/tasks/lifecycle/refusal.ts';
import { createRareWarnings, type RareWarningsDependencies } from './rare-warnings.ts';

/** A wait for a turn that a caller notices, in milliseconds. */
const LONG_WAIT_MS = 5_000;
/** So many tasks end by polling alone before the callbacks are taken for lost. */
const ENDS_WITHOUT_CALLBACK = 10;

/** What each refusal tells the operator, with the setting to look at. Refusals of a caller's own input are not here. */
const REFUSALS: Partial<Readonly<Record<RefusalCode, string>>> = {
  RATE_LIMITED: 'purchases are refused because too many wait for their turn: see UPSTREAM_RATE',
  QUOTA_EXCEEDED: "purchases are refused by a viewer's budget: see PURCHASES_PER_MINUTE and CREDITS_PER_DAY",
  INSUFFICIENT_CREDITS: "purchases are refused because the provider account's credits are used up",
  UPSTREAM_REFUSED: 'purchases are refused because the provider refuses the account: see KIE_API_KEY',
  UPSTREAM_UNAVAILABLE: 'purchases are refused because the provider is unavailable: see KIE_API_URL',
};

/**
 * Tells the operator about trouble that no single request shows: one line per kind of trouble and five minutes, with
 * the count since the last line and the name of the setting to look at.
 */
export const createOperatorWarnings = (dependencies: RareWarningsDependencies): TaskMetrics => {
  const warn = createRareWarnings(dependencies);
  let endsWithoutCallback = 0;

  return {
    purchase: () => undefined,
    refusal(code) {
      const message = REFUSALS[code];
      if (message !== undefined) warn(message);
    },
    callback(outcome) {
      if (outcome === 'unsigned') {
        return warn('callbacks have a good token but no valid signature: see KIE_WEBHOOK_HMAC_KEY');
      }
      if (outcome !== 'forged') endsWithoutCallback = 0;
    },
    poll(outcome, hinted) {
      if (hinted || (outcome !== 'succeeded' && outcome !== 'failed')) return;
      endsWithoutCallback += 1;
      if (endsWithoutCallback < ENDS_WITHOUT_CALLBACK) return;
      warn('tasks end without a callback: see whether the provider can reach PUBLIC_URL', {
        ends: endsWithoutCallback,
      });
    },
    queueWait(ms) {
      if (ms >= LONG_WAIT_MS) warn('purchases wait long for their turn: see UPSTREAM_RATE', { waitMs: Math.round(ms) });
    },
  };
};

/** Hands every event to both. */
export const combineTaskMetrics = (first: TaskMetrics, second: TaskMetrics): TaskMetrics => ({
  purchase(...event) {
    first.purchase(...event);
    second.purchase(...event);
  },
  refusal(code) {
    first.refusal(code);
    second.refusal(code);
  },
  callback(outcome) {
    first.callback(outcome);
    second.callback(outcome);
  },
  poll(...event) {
    first.poll(...event);
    second.poll(...event);
  },
  queueWait(ms) {
    first.queueWait(ms);
    second.queueWait(ms);
  },
});
