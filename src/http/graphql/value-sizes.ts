import { type DocumentNode, visit } from 'graphql';

/** The longest list that is written in the document. Page sizes are the schema's own business. */
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
 * Whether objects and lists are nested more than `depth` deep. To be asked first: the values of a client can be nested
 * as deep as its body is long, and this looks no deeper than it must.
 */
export const isDeeperThan = (value: unknown, depth: number): boolean =>
  isNested(value) && (depth === 0 || Object.values(value).some((inner) => isDeeperThan(inner, depth - 1)));

/** Whether there is a list of more than `max` items somewhere in a value. */
export const hasListOver = (value: unknown, max: number): boolean => {
  if (!isNested(value)) return false;
  if (Array.isArray(value) && value.length > max) return true;
  return Object.values(value).some((inner) => hasListOver(inner, max));
};
