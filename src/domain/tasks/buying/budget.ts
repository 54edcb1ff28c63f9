import type { BudgetRule } from '../../ports/task-store.ts';
import type { Task } from '../lifecycle/task.ts';

/** What one viewer may buy, set by the operator; null where there is no bound. */
export interface Budget {
  readonly purchasesPerMinute: number | null;
  readonly creditsPerDay: number | null;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The budget rules for a new task. */
export const budgetRules = (
  { purchasesPerMinute, creditsPerDay }: Budget,
  { creditCost, createdAt: now }: Task,
): BudgetRule[] => {
  const rules: BudgetRule[] = [];
  if (purchasesPerMinute !== null) {
    rules.push({
      name: 'purchases',
      since: now - MINUTE_MS,
      until: now + MINUTE_MS,
      limit: purchasesPerMinute,
      cost: 1,
    });
  }
  // A task without a price, or that costs nothing, uses up no credits.
  if (creditsPerDay !== null && creditCost !== null && creditCost > 0) {
    rules.push({ name: 'credits', since: now - DAY_MS, until: now + DAY_MS, limit: creditsPerDay, cost: creditCost });
  }
  return rules;
};

/**
 * How long until a purchase is within the budget, in milliseconds; null when it never is.
 *
 * @param oldest the moment of the oldest purchase that counts, epoch milliseconds.
 */
export const waitForBudget = ({ since, limit, cost }: BudgetRule, oldest: number): number | null =>
  cost > limit ? null : oldest - since;
