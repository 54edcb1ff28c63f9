import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../domain/ports/clock.ts';
import { StoreUnavailableError } from '../../domain/tasks/errors.ts';

/** Writes of one process, in groups: whatever is waiting shares one transaction, and so one flush to disk. */
export interface WriteQueue {
  /**
   * Runs `work` inside a transaction; resolves once that is durable. Work that fails does so alone; it may be run more
   * than once, each time from the state before it, and what it throws itself is passed on.
   *
   * @throws StoreUnavailableError
   */
  run<T>(work: () => T): Promise<T>;
  /** Waits for all that was asked for. */
  idle(): Promise<void>;
}

interface Job {
  readonly askedAt: number;
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** How long a write waits while another process holds the lock, in milliseconds: callbacks must be answered within 5 s. */
const LOCK_PATIENCE_MS = 2_000;
const LOCK_PAUSE_MS = 20;
/** Writes in one transaction, so that reads are never held up for long. */
const MAX_GROUP = 500;

const SQLITE_BUSY = 5;
const SQLITE_CONSTRAINT = 19;

/** SQLite's primary error code; null for an error that is not SQLite's. */
const errcodeOf = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : null;

const isBusy = (error: unknown): boolean => errcodeOf(error) === SQLITE_BUSY;

/** What the caller is told: the store's trouble by its name, a mistake in our own code as it is. */
const toError = (cause: unknown): unknown => {
  const errcode = errcodeOf(cause);
  if (errcode === null || errcode === SQLITE_CONSTRAINT) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StoreUnavailableError(`The store cannot be written to: ${reason}`, { cause });
};

export const createWriteQueue = (db: DatabaseSync, clock: Clock): WriteQueue => {
  const waiting: Job[] = [];
  let running: Promise<void> | null = null;
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');

  /**
   * Takes the write lock. Asks again and again instead of blocking: reads go on meanwhile. Who has waited too long is
   * told so; returns who is left, for whom the lock is held. Nobody left: no lock.
   */
  const lock = async (jobs: readonly Job[]): Promise<readonly Job[]> => {
    let left = jobs;
    while (left.length > 0) {
      try {
        begin.run();
        return left;
      } catch (error) {
        if (!isBusy(error)) throw error;
        const since = clock.now() - LOCK_PATIENCE_MS;
        const isLate = ({ askedAt }: Job): boolean => askedAt <= since;
        for (const { reject } of left.filter(isLate)) reject(toError(error));
        left = left.filter((job) => !isLate(job));
      }
      await clock.wait(LOCK_PAUSE_MS);
    }
    return left;
  };

  /** Runs the jobs in one transaction, all or none. The lock is held, and given back in any case. */
  const commitAll = (jobs: readonly Job[]): void => {
    try {
      // No await between here and the commit: nobody else sees the half of it.
      const results = jobs.map(({ work }) => work());
      commit.run();
      for (const [index, { resolve }] of jobs.entries()) resolve(results[index]);
    } catch (error) {
      // A full disk makes SQLite roll back by itself.
      if (db.isTransaction) rollback.run();
      throw error;
    }
  };

  const commitGroup = async (asked: readonly Job[]): Promise<void> => {
    const jobs = await lock(asked);
    if (jobs.length === 0) return;
    try {
      commitAll(jobs);
    } catch (cause) {
      const [only] = jobs.length === 1 ? jobs : [];
      if (only) return only.reject(toError(cause));
      // One of them spoilt it: each on its own, so that the others do not suffer.
      for (const job of jobs) await commitGroup([job]);
    }
  };

  const drain = async (): Promise<void> => {
    // Whoever asks in the same turn of the event loop is in the same group.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const group = waiting.splice(0, MAX_GROUP);
      await commitGroup(group).catch((cause: unknown) => {
        const error = toError(cause);
        for (const { reject } of group) reject(error);
      });
    }
    running = null;
  };

  return {
    run: <T>(work: () => T): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ askedAt: clock.now(), work, resolve: (value) => resolve(value as T), reject });
        running ??= drain();
      }),
    async idle() {
      while (running) await running;
    },
  };
};
