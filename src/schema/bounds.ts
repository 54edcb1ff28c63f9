import { badUserInput } from './errors.ts';

/** The largest number of items in one list. A larger number is an error: it is not reduced in silence. */
const MAX_ITEMS = 100;

/** Validates `first`. @throws GraphQLError (BAD_USER_INPUT) */
export const pageSize = (first: number): number => {
  if (first >= 1 && first <= MAX_ITEMS) return first;
  throw badUserInput(`first must be 1 to ${MAX_ITEMS}.`);
};

/** The most notes in one answer about an instrument. */
const MAX_NOTES = 1_000;

/** Validates the bounds of a page of notes. @throws GraphQLError (BAD_USER_INPUT) */
export const notePage = (first: number, from: number): { readonly first: number; readonly from: number } => {
  if (first < 1 || first > MAX_NOTES) throw badUserInput(`first must be 1 to ${MAX_NOTES}.`);
  if (from < 0) throw badUserInput('from must be at least 0.');
  return { first, from };
};

/** Validates `ids`. @throws GraphQLError (BAD_USER_INPUT) */
export const idList = (ids: readonly string[]): readonly string[] => {
  if (ids.length <= MAX_ITEMS) return ids;
  throw badUserInput(`ids must hold at most ${MAX_ITEMS} ids.`);
};
