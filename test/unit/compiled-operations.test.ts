import { parse } from 'graphql';
import { describe, expect, test, vi } from 'vitest';
import { createPlans } from '../../src/http/graphql/plans.ts';
import { findOperation, toPrepared } from '../../src/http/graphql/prepared-documents.ts';
import { schema } from '../../src/schema/index.ts';
import { eventually } from '../support/eventually.ts';

describe('operations are compiled', () => {
  const arrange = (options: { maxFields?: number; maxTotalFields?: number } = {}) => {
    const onError = vi.fn();
    const plans = createPlans({ schema, executions: 3, maxFields: 100, maxTotalFields: 100, onError, ...options });
    const operationOf = (text: string) => {
      const prepared = toPrepared(parse(text));
      const operation = findOperation(prepared, undefined);
      if (operation === undefined) throw new Error('no operation');
      return (coerced: Record<string, unknown> = {}) =>
        plans.find(prepared.document, operation, { sources: {}, coerced });
    };
    return { operationOf, onError };
  };

  test('once they were executed often', async () => {
    const { operationOf } = arrange();
    const find = operationOf('{ tasks { cursor } }');
    expect([find(), find()]).toEqual([null, null]);
    await eventually(() => expect(find()).toBeInstanceOf(Function));
    expect(find()).toBe(find());
  });

  test('unless they have too many fields', async () => {
    const { operationOf } = arrange({ maxFields: 2 });
    const [small, large] = [operationOf('{ tasks { cursor } }'), operationOf('{ tasks { cursor a: cursor } }')];
    for (let i = 0; i < 3; i += 1) large();
    await eventually(() => expect(small()).toBeInstanceOf(Function));
    expect(large()).toBeNull();
  });

  test('and of too many, the one that was not used for the longest time goes', async () => {
    const { operationOf } = arrange({ maxTotalFields: 5 });
    const finds = [1, 2, 3].map((number) => operationOf(`{ a${number}: tasks { cursor } }`));
    for (const find of finds) await eventually(() => expect(find()).toBeInstanceOf(Function));
    expect(finds.map((find) => find() !== null)).toEqual([false, true, true]);
  });

  test('for each combination of conditions by itself', async () => {
    const { operationOf } = arrange();
    const find = operationOf('query($a: Boolean!) { tasks { cursor nodes @include(if: $a) { id } } }');
    await eventually(() => expect(find({ a: true })).toBeInstanceOf(Function));
    expect([find({ a: false }), find({ a: false })]).toEqual([null, null]);
    await eventually(() => expect(find({ a: false })).toBeInstanceOf(Function));
    expect(find({ a: true })).not.toBe(find({ a: false }));
    expect(find({ a: null })).toBeNull();
  });

  test('for sixteen combinations at most', async () => {
    const { operationOf } = arrange();
    const names = ['a', 'b', 'c', 'd', 'e'];
    const parts = names.map((name) => `${name}: cursor @skip(if: $${name})`).join(' ');
    const find = operationOf(
      `query(${names.map((name) => `$${name}: Boolean!`).join()}) { tasks { cursor ${parts} } }`,
    );
    const combination = (number: number) =>
      Object.fromEntries(names.map((name, index) => [name, ((number >> index) & 1) === 1]));
    for (let number = 0; number < 16; number += 1) {
      await eventually(() => expect(find(combination(number))).toBeInstanceOf(Function));
    }
    for (let executions = 0; executions < 9; executions += 1) expect(find(combination(16))).toBeNull();
    await eventually(() => expect(find(combination(15))).toBeInstanceOf(Function));
    expect(find(combination(16))).toBeNull();
  });
});
