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

/** Values nested deeper than any input of ours; the values of a client can be nested as deep as its body is long. */
const MAX_NESTING = 16;

/** Whether a variable's value holds a list that is too long, or is nested deeper than anything that we take. */
export const isOversized = (value: unknown, maxListLength: number, nesting = 0): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (nesting > MAX_NESTING) return true;
  if (Array.isArray(value) && value.length > maxListLength) return true;
  return Object.values(value).some((inner) => isOversized(inner, maxListLength, nesting + 1));
};
