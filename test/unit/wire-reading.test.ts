import { describe, expect, it } from 'vitest';
import * as read from '../../src/upstream/kie/wire/reading.ts';

describe('a time of the provider', () => {
  it.each([
    ['a number', 1_795_242_057_003],
    ['a number with a fraction', 1_795_242_057_003.4],
    ['digits', '1795242057003'],
    ['an ISO instant', '2026-11-21T06:20:57.003Z'],
  ])('is read from %s, in whole milliseconds', (_spelling, value) => {
    expect(read.time.parse(value)).toBe(1_795_242_057_003);
  });

  it('is read from a date without a zone, as UTC', () => {
    expect(read.time.parse('2026-11-21 06:20:57')).toBe(1_795_242_057_000);
  });

  it.each(['', 'soon', null, {}, Number.NaN, Number.POSITIVE_INFINITY, 9e15])(
    'is unknown where %s stands in its place',
    (value) => {
      expect(read.time.parse(value)).toBeNull();
    },
  );
});

describe('a code of the provider', () => {
  it.each([
    [422, 422],
    ['422', 422],
    [-1, -1],
  ])('%j is a code', (value, code) => {
    expect(read.code.parse(value)).toBe(code);
  });

  it.each([1.5, '5010000000', 2 ** 31, -(2 ** 31) - 1, 'E422', null, {}])('%j is none', (value) => {
    expect(read.code.parse(value)).toBeNull();
  });
});
