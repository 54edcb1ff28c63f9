import { badUserInput } from './errors.ts';

/** The most items that one list may be asked for. What is over it is refused, not clamped. */
const MAX_ITEMS = 100;

/** Checks `first`. @throws GraphQLError (BAD_USER_INPUT) */
export const pageSize = (first: number): number => {
  if (first >= 1 && first <= MAX_ITEMS) return first;
  throw badUserInput(`first must be 1 to ${MAX_ITEMS}.`);
};

/** Checks `ids`. @throws GraphQLError (BAD_USER_INPUT) */
export const idList = (ids: readonly string[]): readonly string[] => {
  if (ids.length <= MAX_ITEMS) return ids;
  throw badUserInput(`ids must be at most ${MAX_ITEMS}.`);
};
