import { BadCursorError } from '../domain/tasks/errors.ts';

/*
 * Cursors as clients see them: decimal digits of a number that the domain counts. In `tasks` it is a task's position in
 * the list, in `tasksUpdated` the sequence number of a change. Clients treat both as opaque.
 */

export const toCursor = (number: number): string => String(number);

/**
 * The number in a cursor; null where the client gave none.
 *
 * @throws BadCursorError
 */
export const readCursor = (cursor: string | null): number | null => {
  if (cursor === null) return null;
  // 15 digits: above that, doubles skip numbers.
  if (!/^\d{1,15}$/.test(cursor)) throw new BadCursorError('This cursor was not given by this gateway.');
  return Number(cursor);
};
