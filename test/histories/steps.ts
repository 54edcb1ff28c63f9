import fc from 'fast-check';
import type { Answer } from '../support/fake-provider.ts';

/* What may happen in a history: random steps. */

export const VIEWERS = ['alice', 'bob'] as const;

/** What the provider in fact makes of a purchase; decided when it is billed. */
const TRUTHS = ['succeeds', 'fails', 'is refunded', 'fails, then succeeds'] as const;
export type Truth = (typeof TRUTHS)[number];

const answer: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('accept' as const) },
  { weight: 4, arbitrary: fc.constantFrom('lose' as const, 'drop' as const, 'hang' as const, 'swallow' as const) },
  { weight: 1, arbitrary: fc.constant('unreachable' as const) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { refuse: { code: 'INSUFFICIENT_CREDITS' } } as const,
      { refuse: { code: 'RATE_LIMITED', retryAfterMs: 1_000, retryable: true } } as const,
    ),
  },
);

/** A number that picks one of what there is by then. */
const which = fc.nat({ max: 20 });

export const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('buy' as const),
      viewer: fc.constantFrom(...VIEWERS),
      key: fc.option(fc.constantFrom('a', 'b', 'c')),
      operation: fc.constantFrom('SEPARATE_VOCALS' as const, 'ADD_VOCALS' as const),
      source: fc.nat({ max: 1 }),
      forceNew: fc.boolean(),
      answer,
      truth: fc.constantFrom(...TRUTHS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('let go' as const),
      how: fc.constantFrom('answered' as const, 'lost' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('work' as const),
      which,
      to: fc.constantFrom('pending', 'text', 'first', 'half', 'invisible', 'no files', 'unreadable', 'end'),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('callback' as const),
      which,
      stage: fc.constantFrom('text' as const, 'first' as const, 'complete' as const, 'error' as const),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('forge' as const),
      which,
      how: fc.constantFrom('token', 'id', 'body', 'nonsense'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ask' as const), which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat({ max: 4_000 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('jump' as const),
      ms: fc.constantFrom(-60_000, 31_000, 91_000, 600_000, 3_700_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('provider' as const), down: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('store' as const), down: fc.boolean() }) },
);
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export const history = fc.array(step, { minLength: 1, maxLength: 30 });
