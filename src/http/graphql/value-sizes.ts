import { type DocumentNode, visit } from 'graphql';

/** Length of the longest list literal in the document. */
export const longestList = (document: DocumentNode): number => {
  let longest = 0;
  visit(document, {
    ListValue({ values }) {
      longest = Math.max(longest, values.length);
    },
  });
  return longest;
};

/** What is bounded in a value that a client sends. */
export interface ValueSizes {
  /** Whether objects and lists are nested too deep. The rest is then not measured to the end. */
  isTooDeep: boolean;
  /** Items of the longest list. */
  longestList: number;
  /** Keys of the largest object. */
  mostKeys: number;
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

const measureInto = (sizes: ValueSizes, value: object, depth: number): void => {
  if (depth === 0) sizes.isTooDeep = true;
  if (sizes.isTooDeep) return;
  if (Array.isArray(value)) {
    sizes.longestList = Math.max(sizes.longestList, value.length);
    for (const inner of value) if (isNested(inner)) measureInto(sizes, inner, depth - 1);
    return;
  }
  let keys = 0;
  // Not `Object.values`: the arrays that it makes took more memory than all else that guards a request.
  for (const key in value) {
    const inner: unknown = value[key as keyof typeof value];
    keys += 1;
    if (isNested(inner)) measureInto(sizes, inner, depth - 1);
  }
  sizes.mostKeys = Math.max(sizes.mostKeys, keys);
};

/**
 * Measures a value in one pass. Call it before any other recursion over a client's value: it recurses at most `depth`
 * levels, while the value can be nested as deep as the body is long.
 *
 * @param value as JSON.parse makes it: all that a `for` loop over its keys finds is its own.
 */
export const sizesOf = (value: object, depth: number): ValueSizes => {
  const sizes: ValueSizes = { isTooDeep: false, longestList: 0, mostKeys: 0 };
  measureInto(sizes, value, depth);
  return sizes;
};
