import { describe, expect, it } from 'vitest';
import { type Budget, budgetRules, waitForBudget } from '../../src/domain/tasks/buying/budget.ts';
import { type Refusal, refusal } from '../../src/domain/tasks/lifecycle/refusal.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { factsOf } from '../../src/domain/tasks/lifecycle/task-facts.ts';
import { START } from '../support/manual-clock.ts';
import { aTask } from '../support/tasks.ts';

const HOUR = 3_600_000;
const FOR_EVER = Number.MAX_SAFE_INTEGER;
const outcome = { at: START + 700, version: 2, type: 'SUBMITTED', detail: null } as const;
const timeline = [...aTask().timeline, outcome];

describe('a task is given to equal requests', () => {
  it.each(['SUBMITTING', 'UNCONFIRMED', 'PROCESSING'] as const)('while it is %s', (status) => {
    expect(factsOf(aTask({ status, expiresAt: START + HOUR })).reusableUntil).toBe(FOR_EVER);
  });

  it('until an hour before its files are deleted; for ever when it has none', () => {
    expect(factsOf(aTask({ status: 'SUCCEEDED', expiresAt: START + 5 * HOUR })).reusableUntil).toBe(START + 4 * HOUR);
    expect(factsOf(aTask({ status: 'SUCCEEDED', expiresAt: null })).reusableUntil).toBe(FOR_EVER);
  });

  it('not when it failed', () => {
    expect(factsOf(aTask({ status: 'FAILED' })).reusableUntil).toBeNull();
  });
});

describe('a task counts in budgets', () => {
  it.each(['NOT_CHARGED', 'MAYBE_CHARGED', 'CHARGED'] as const)('under way and %s', (charge) => {
    expect(factsOf(aTask({ charge })).budgetedAt).toBe(START);
  });

  it('failed and charged, not failed and not charged', () => {
    expect(factsOf(aTask({ status: 'FAILED', charge: 'CHARGED' })).budgetedAt).toBe(START);
    expect(factsOf(aTask({ status: 'FAILED', charge: 'MAYBE_CHARGED' })).budgetedAt).toBe(START);
    expect(factsOf(aTask({ status: 'FAILED', charge: 'NOT_CHARGED' })).budgetedAt).toBeNull();
  });
});

describe('a refused purchase counts in budgets', () => {
  const countedAt = (code: Refusal['code'], upstreamCode: number | null): number | null =>
    factsOf(aTask({ status: 'FAILED', refusal: refusal(code, 'No.', { upstreamCode }) })).budgetedAt;

  it('as an attempt, when the provider refused it', () => {
    expect(countedAt('NOT_FOUND', 422)).toBe(START);
    expect(countedAt('INVALID_INPUT', 400)).toBe(START);
    expect(countedAt('RATE_LIMITED', 429)).toBe(START);
  });

  it('as an attempt, when its track is of another viewer: it looks like one that does not exist', () => {
    expect(countedAt('NOT_FOUND', null)).toBe(START);
  });

  it('not when the gateway did not send it', () => {
    expect(countedAt('RATE_LIMITED', null)).toBeNull();
    expect(countedAt('UPSTREAM_UNAVAILABLE', null)).toBeNull();
  });
});

describe('a task counts in a budget of credits', () => {
  const creditsOf = (change: Partial<Task>) => factsOf(aTask({ creditCost: 12, ...change })).budgetedCredits;

  it('as its price, while it is under way and when it was charged', () => {
    expect(creditsOf({})).toBe(12);
    expect(creditsOf({ status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED' })).toBe(12);
    expect(creditsOf({ status: 'FAILED', charge: 'MAYBE_CHARGED' })).toBe(12);
    expect(creditsOf({ status: 'FAILED', charge: 'CHARGED' })).toBe(12);
    expect(creditsOf({ creditCost: null })).toBe(0);
  });

  it('as what the provider says it took, whatever the price was', () => {
    expect(creditsOf({ status: 'SUCCEEDED', charge: 'CHARGED', creditsConsumed: 11.5 })).toBe(11.5);
    expect(creditsOf({ status: 'SUCCEEDED', charge: 'CHARGED', creditsConsumed: 0 })).toBe(0);
    expect(creditsOf({ status: 'SUCCEEDED', charge: 'CHARGED', creditCost: null, creditsConsumed: 2 })).toBe(2);
  });

  it('as nothing when the provider had made it before', () => {
    expect(creditsOf({ status: 'PROCESSING', charge: 'NOT_CHARGED', upstreamTaskId: 'old' })).toBe(0);
    expect(creditsOf({ status: 'SUCCEEDED', charge: 'NOT_CHARGED', upstreamTaskId: 'old' })).toBe(0);
  });

  it('as nothing when it was refused or refunded', () => {
    expect(creditsOf({ status: 'FAILED', charge: 'NOT_CHARGED' })).toBe(0);
    expect(creditsOf({ status: 'FAILED', charge: 'REFUNDED' })).toBe(0);
  });
});

describe('a purchase has reached the provider', () => {
  it('when its outcome is known, and not before', () => {
    expect(factsOf(aTask()).arrivedAt).toBeNull();
    expect(factsOf(aTask({ status: 'PROCESSING', timeline })).arrivedAt).toBe(outcome.at);
    expect(factsOf(aTask({ status: 'UNCONFIRMED', timeline })).arrivedAt).toBe(outcome.at);
  });

  it('also when the provider refused it, not when the gateway did', () => {
    const refused = (code: 'RATE_LIMITED' | 'INSUFFICIENT_CREDITS', upstreamCode: number | null) =>
      factsOf(aTask({ status: 'FAILED', timeline, refusal: refusal(code, 'No.', { upstreamCode }) })).arrivedAt;
    expect(refused('RATE_LIMITED', 429)).toBe(outcome.at);
    expect(refused('INSUFFICIENT_CREDITS', 402)).toBe(outcome.at);
    expect(refused('RATE_LIMITED', null)).toBeNull();
  });
});

it('a task gives up its idempotency keys when it was refused, and only then', () => {
  expect(factsOf(aTask({ status: 'FAILED', refusal: refusal('NOT_FOUND', 'No.') })).isRefused).toBe(true);
  expect(factsOf(aTask({ status: 'FAILED' })).isRefused).toBe(false);
  expect(factsOf(aTask()).isRefused).toBe(false);
});

describe('the budgets of a purchase', () => {
  const rules = (budget: Partial<Budget>, creditCost: number | null = 10) =>
    budgetRules({ purchasesPerMinute: null, creditsPerDay: null, ...budget }, aTask({ creditCost }));

  it('are those that the operator set', () => {
    expect(rules({})).toEqual([]);
    expect(rules({ purchasesPerMinute: 5, creditsPerDay: 100 })).toEqual([
      { name: 'purchases', since: START - 60_000, until: START + 60_000, limit: 5, cost: 1 },
      { name: 'credits', since: START - 24 * HOUR, until: START + 24 * HOUR, limit: 100, cost: 10 },
    ]);
  });

  it.each([0, null])('of credits do not concern what costs %s', (cost) => {
    expect(rules({ creditsPerDay: 5 }, cost)).toEqual([]);
  });

  it('are waited for until the oldest purchase no longer counts; not when none is ever enough', () => {
    const rule = { name: 'credits', since: START - 1_000, until: START + 1_000, limit: 100, cost: 10 } as const;
    expect(waitForBudget(rule, START - 400)).toBe(600);
    expect(waitForBudget({ ...rule, cost: 101 }, START)).toBeNull();
  });
});
