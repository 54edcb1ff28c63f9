import { BadCursorError } from '../domain/tasks/errors.ts';

/*
 * Cursors as clients see them, who treat them as opaque. In `tasks` a cursor is a task's position in the list, in
 * `tasksUpdated` the sequence number of a change and the epoch of the store: `12` and `12-d41d8cd98f00`.
 */

/** A place among the changes of a viewer. */
export interface ChangeCursor {
  readonly sequence: number;
  /** `TaskStore.epoch` as it was; null in the cursors of older versions. */
  readonly epoch: string | null;
}

/** 15 digits: above that, doubles skip numbers. */
const FORM = /^(\d{1,15})(?:-(\w{1,32}))?$/;

/** @throws BadCursorError */
const parse = (cursor: string): ChangeCursor => {
  const [, number, epoch = null] = FORM.exec(cursor) ?? [];
  if (number === undefined) throw new BadCursorError('This cursor was not given by this gateway.');
  return { sequence: Number(number), epoch };
};

export const toCursor = (position: number): string => String(position);

/** The position in a cursor; null where the client gave none. @throws BadCursorError */
export const readCursor = (cursor: string | null): number | null => {
  if (cursor === null) return null;
  const { sequence, epoch } = parse(cursor);
  if (epoch !== null) throw new BadCursorError('This is a cursor of tasksUpdated.');
  return sequence;
};

export const toChangeCursor = (sequence: number, epoch: string): string => `${sequence}-${epoch}`;

/** The place in a cursor; null where the client gave none. @throws BadCursorError */
export const readChangeCursor = (cursor: string | null): ChangeCursor | null =>
  cursor === null ? null : parse(cursor);
