import fc from 'fast-check';
import type { Answer } from '../support/fake-provider.ts';
import { PACKINGS, spelling } from './spelling.ts';
import { TRUTHS } from './truth.ts';

/* What may happen in a history: random steps. */

export const VIEWERS = ['alice', 'bob'] as const;

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

/** What a record says before its end. */
const BEFORE_THE_END = [
  'pending',
  'text',
  'first',
  'half, undelivered',
  'half, done',
  'invisible',
  'no files',
  'trouble',
  'false alarm',
  "another task's",
] as const;
export type BeforeTheEnd = (typeof BEFORE_THE_END)[number];

/** One thing that happens. */
export const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('buy' as const),
      viewer: fc.constantFrom(...VIEWERS),
      key: fc.option(fc.constantFrom('a', 'b', 'c')),
      operation: fc.constantFrom(
        'SEPARATE_VOCALS' as const,
        'ADD_VOCALS' as const,
        'GENERATE_LYRICS' as const,
        'TIMESTAMP_LYRICS' as const,
        'CONVERT_TO_WAV' as const,
        'BOOST_STYLE' as const,
      ),
      // The operator may move operations from one API to the other at any time.
      isJob: fc.boolean(),
      source: fc.nat({ max: 1 }),
      forceNew: fc.boolean(),
      answer,
      truth: fc.constantFrom(...TRUTHS),
      spelling,
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
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('work' as const),
      which,
      other: which,
      to: fc.constantFrom('end' as const, ...BEFORE_THE_END),
      spelling,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('callback' as const),
      which,
      stage: fc.constantFrom('text' as const, 'first' as const, 'complete' as const, 'error' as const),
      packing: fc.oneof({ weight: 2, arbitrary: fc.constant('plain' as const) }, fc.constantFrom(...PACKINGS)),
      times: fc.integer({ min: 1, max: 3 }),
      spelling,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), which }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('forge' as const),
      which,
      how: fc.constantFrom('token' as const, 'id' as const, 'body' as const),
      spelling,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ask' as const), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('watch' as const), which, isOfTask: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const), which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat({ max: 4_000 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('jump' as const),
      ms: fc.constantFrom(-86_400_000, -60_000, 31_000, 91_000, 600_000, 900_000, 3_700_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('provider' as const),
      is: fc.constantFrom('well' as const, 'down' as const, 'forgetful' as const, 'in trouble' as const),
      which,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('store' as const), down: fc.boolean() }) },
);
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export const history = fc.array(step, { minLength: 1, maxLength: 30 });
