import { expect, test } from 'vitest';
import { createMockKie, type MockKie } from '../../mock-server/index.ts';
import { startKie } from './support.ts';

/** What a caller without types may pass. */
const untyped = (value: object): object => value;

const bad: readonly [object, string][] = [
  [{ bogus: 1 }, 'Unrecognized key: "bogus"'],
  [{ dialect: 'zzz' }, 'dialect: Invalid option: expected one of "kie"|"sunoapi"'],
  [{ timeScale: -1 }, 'timeScale: Too small'],
  [{ port: 'a' }, 'port: Invalid input'],
  [{ port: 65_536 }, 'port: Too big'],
  [{ prices: { opera: 1 } }, 'prices: opera: no price has that name; there are separate_vocal'],
  [{ clock: { paused: true } }, 'clock: Unrecognized key: "paused"'],
  [{ credits: 'many', seed: 5 }, 'credits'],
];

test.each(bad)('%j is no way to start', async (options, words) => {
  await expect(createMockKie(untyped(options))).rejects.toThrow(words);
});

const misuses: readonly [string, (mock: MockKie) => unknown, string][] = [
  ['a rule for no calls', ({ scenario }) => scenario('455', { times: 0 }), 'scenario: times: Too small'],
  ['a rule with a slip', ({ scenario }) => scenario('455', untyped({ time: 1 })), 'Unrecognized key: "time"'],
  ['a point that is none', ({ holds }) => Reflect.apply(holds.arm, null, ['lunch', 1]), 'the points are before-charge'],
  ['no arrivals to hold', ({ holds }) => holds.arm('record', 0), '0 × "record" cannot be held'],
];

test.each(misuses)('%s is refused in words', async (_what, misuse, words) => {
  const { mock } = await startKie();
  expect(() => misuse(mock)).toThrow(words);
});
