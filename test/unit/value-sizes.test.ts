import { expect, test } from 'vitest';
import { sizesOf } from '../../src/http/graphql/value-sizes.ts';

test.each([
  ['{}', 1, { isTooDeep: false, longestList: 0, mostKeys: 0 }],
  ['{"a":null,"b":"text","c":1}', 1, { isTooDeep: false, longestList: 0, mostKeys: 3 }],
  ['{"a":[{"b":1,"c":2},[1,2,3]]}', 3, { isTooDeep: false, longestList: 3, mostKeys: 2 }],
  ['{"a":[1,2],"b":{"c":[1]}}', 3, { isTooDeep: false, longestList: 2, mostKeys: 2 }],
  ['{"__proto__":{"a":1,"b":[1,2]}}', 3, { isTooDeep: false, longestList: 2, mostKeys: 2 }],
])('what %s holds, at %i levels', (text, depth, sizes) => {
  expect(sizesOf(JSON.parse(text), depth)).toEqual(sizes);
});

test.each([
  ['{"a":{}}', 1],
  ['{"a":[]}', 1],
  ['{"a":1,"b":[[[]]]}', 3],
  ['{"__proto__":[[]]}', 2],
])('%s is nested deeper than %i levels', (text, depth) => {
  expect(sizesOf(JSON.parse(text), depth).isTooDeep).toBe(true);
  expect(sizesOf(JSON.parse(text), depth + 1).isTooDeep).toBe(false);
});

test('a value that is nested as deep as a body is long is measured without an end of the stack', () => {
  const depth = 100_000;
  expect(sizesOf(JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`), 17).isTooDeep).toBe(true);
});
