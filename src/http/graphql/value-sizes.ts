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

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * Whether objects and lists are nested more than `depth` deep. Call it before any other recursion over a client's value:
 * it recurses at most `depth` levels, while the value can be nested as deep as the body is long.
 */
export const isDeeperThan = (value: unknown, depth: number): boolean =>
  isNested(value) && (depth === 0 || Object.values(value).some((inner) => isDeeperThan(inner, depth - 1)));

/** Whether a value contains an object of more than `max` keys, at any depth. */
export const hasObjectOver = (value: unknown, max: number): boolean => {
  if (!isNested(value)) return false;
  const inner = Object.values(value);
  return (!Array.isArray(value) && inner.length > max) || inner.some((each) => hasObjectOver(each, max));
};

/** Whether a value contains a list of more than `max` items, at any depth. */
export const hasListOver = (value: unknown, max: number): boolean => {
  if (!isNested(value)) return false;
  if (Array.isArray(value) && value.length > max) return true;
  return Object.values(value).some((inner) => hasListOver(inner, max));
};
