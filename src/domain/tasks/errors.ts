import type { Refusal } from './lifecycle/refusal.ts';

/** A rule that the caller can mend was broken; surely nothing was bought. Becomes a `userErrors` entry. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    super(refusals.map(({ code, message }) => `${code}: ${message}`).join('; '));
    this.refusals = refusals;
  }
}

/** The provider could not be asked, or its answer could not be read. Asking again later is safe. */
export class UpstreamUnavailableError extends Error {
  override readonly name = 'UpstreamUnavailableError';
  readonly code = 'UPSTREAM_UNAVAILABLE';
}

/** The store cannot take or give anything at the moment: locked, full, or gone. Nothing was changed. */
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

/** No such task, or somebody else's: the two are not told apart. */
export class TaskNotFoundError extends Error {
  override readonly name = 'TaskNotFoundError';
  readonly code = 'NOT_FOUND';

  constructor() {
    super('There is no such task.');
  }
}
