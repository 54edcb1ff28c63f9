import type { Refusal } from './lifecycle/refusal.ts';

/** Nothing was bought, for reasons that the caller reads in `userErrors`. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    super(refusals.map(({ code, message }) => `${code}: ${message}`).join('; '));
    this.refusals = refusals;
  }
}

/** A read at the provider failed: no connection, no answer, or an unreadable one. It may be repeated. */
export class UpstreamUnavailableError extends Error {
  override readonly name = 'UpstreamUnavailableError';
  readonly code = 'UPSTREAM_UNAVAILABLE';
}

/**
 * The store cannot be read or written at the moment (locked, full, or gone). Nothing was changed, or it is not known whether
 * anything was: the connection or the disk failed at the last step.
 */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
  readonly code = 'STORE_UNAVAILABLE';
}

/** A cursor that this gateway never gave. */
export class BadCursorError extends Error {
  override readonly name = 'BadCursorError';
  readonly code = 'BAD_CURSOR';
}

/** A cursor of changes that this store does not have, e.g. because it was restored from a backup. */
export class CursorAheadError extends Error {
  override readonly name = 'CursorAheadError';
  readonly code = 'CURSOR_AHEAD';

  constructor() {
    super('This cursor is ahead of every change in this store. List the tasks again, and subscribe from there.');
  }
}

/** The viewer has no such task. A task of another viewer gives the same error. */
export class TaskNotFoundError extends Error {
  override readonly name = 'TaskNotFoundError';
  readonly code = 'NOT_FOUND';

  constructor() {
    super('There is no such task.');
  }
}
