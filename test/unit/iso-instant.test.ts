import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toIsoString } from '../../src/schema/iso-instant.ts';

const expected = (epochMs: number): string => new Date(epochMs).toISOString();

test('an instant is written as Date writes it, in whatever order', () => {
  const instants = fc.oneof(
    fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_000 + 172_800_000 }),
    fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 }),
    fc.double({ min: -8.64e15, max: 8.64e15, noNaN: true }),
    fc.constantFrom(-0, -1, -62_198_755_200_000, 253_402_300_800_000, 8.64e15, -8.64e15),
  );
  const property = fc.property(fc.array(instants), (all) => {
    expect(all.map(toIsoString)).toEqual(all.map(expected));
  });
  fc.assert(property, { numRuns: 500 });
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1, -8.64e15 - 1])(
  '%d is no instant, also beside one of its day',
  (given) => {
    toIsoString(Math.sign(given) * 8.64e15 || 0);
    expect(() => toIsoString(given)).toThrow(RangeError);
  },
);
