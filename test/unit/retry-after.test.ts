import { expect, it } from 'vitest';
import { readRetryAfter } from '../../src/upstream/kie/retry-after.ts';

const NOW = Date.UTC(2026, 0, 1);

it.each<[string | string[] | undefined, number | null]>([
  ['3', 3_000],
  ['1.5', 1_500],
  [' 7 ', 7_000],
  [['4', '5'], 4_000],
  // A floor of a second, a roof of ten minutes.
  ['0', 1_000],
  ['0.2', 1_000],
  ['99999', 600_000],
  ['Thu, 01 Jan 2026 00:02:00 GMT', 120_000],
  ['Thursday, 01-Jan-26 00:02:00 GMT', 120_000],
  ['Wed, 31 Dec 2025 23:59:00 GMT', 1_000],
  // Neither digits nor a date.
  [undefined, null],
  ['', null],
  [' ', null],
  ['-1', null],
  ['Infinity', null],
  ['NaN', null],
  ['0x10', null],
  ['1e3', null],
  ['soon', null],
  ['2026-01-01', null],
])('Retry-After: %j is %s', (header, expected) => {
  expect(readRetryAfter(header, NOW)).toBe(expected);
});
