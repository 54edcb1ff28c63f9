import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../domain/ports/clock.ts';
import { StoreUnavailableError } from '../../domain/tasks/errors.ts';
import { reasonWith } from '../unusable-store-error.ts';
import { createGroupFlush, type GroupFlush, type Subjects } from './group-flush.ts';
import { takeOverFlush } from './wal-flush.ts';

/**
 * The transactions of one connection. The writes of one process go in groups: all writes that wait share one transaction,
 * and so one flush to disk.
 */
export interface WriteQueue {
  /**
   * Runs `work` inside a transaction, and resolves when the transaction is durable. Work that throws fails alone, with
   * what it threw. It may be run more than once, each time from the state before it.
   *
   * @param changes what reads may see of it; by default, anything.
   * @throws StoreUnavailableError
   */
  run<T>(work: () => T, changes?: Subjects): Promise<T>;
  /**
   * To be called before a read, which then shares a transaction with the reads that follow in the same turn of the event loop.
   * In a read outside of a transaction, SQLite takes and gives back a lock, which takes longer than the rest of it.
   * What another process writes is seen from the next turn on.
   */
  beginReads(): void;
  /** See `GroupFlush.flushed`. */
  readonly flushed: GroupFlush['flushed'];
  /** Waits for all writes so far, and closes the database. */
  close(): Promise<void>;
}

interface Job {
  readonly askedAt: number;
  readonly work: () => unknown;
  readonly changes: Subjects;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * How long a write waits to begin while another process holds the lock, or the disk hangs in the flush before it, in
 * milliseconds: callbacks must be answered within 5 s.
 */
const BEGIN_TIMEOUT_MS = 2_000;
/** The pause before the lock is tried again, or a flush that hangs is looked at again. */
const RETRY_PAUSE_MS = 20;
/** The most writes in one transaction: reads do not wait for longer than such a group takes. */
const MAX_GROUP = 500;

const SQLITE_BUSY = 5;
const SQLITE_CONSTRAINT = 19;

/** SQLite's primary error code; null for an error that is not SQLite's. */
const errcodeOf = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : null;

const isBusy = (error: unknown): boolean => errcodeOf(error) === SQLITE_BUSY;

/**
 * The error for the caller: StoreUnavailableError for trouble with the disk or a lock; an error in the code unchanged.
 */
const toError = (db: DatabaseSync, cause: unknown): unknown => {
  const errcode = errcodeOf(cause);
  if (errcode === null || errcode === SQLITE_CONSTRAINT) return cause;
  return new StoreUnavailableError(
    `The store cannot be written to: ${reasonWith(db.location() ?? ':memory:', cause)}`,
    { cause },
  );
};

/** @param wal flushes what was committed; null where nothing has to be flushed. Closed with the queue. */
export const createWriteQueue = (db: DatabaseSync, clock: Clock, wal = takeOverFlush(db)): WriteQueue => {
  const waiting: Job[] = [];
  let running: Promise<void> | null = null;
  const groups = createGroupFlush(wal, clock);
  const begin = db.prepare('BEGIN IMMEDIATE');
  const beginReading = db.prepare('BEGIN');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');

  let isReading = false;

  const endReads = (): void => {
    if (!isReading) return;
    isReading = false;
    // A read that failed may have ended it, and the database may be closed.
    if (db.isOpen && db.isTransaction) commit.run();
  };

  /** Whether a write has waited for too long to begin. */
  const isLate = ({ askedAt }: Job): boolean => askedAt <= clock.now() - BEGIN_TIMEOUT_MS;

  /** Rejects the writes that have waited too long behind a flush that hangs. Nothing of them was written. */
  const refuseLate = (): void => {
    const message = 'The store cannot be written to: its disk has not flushed yet what was written before.';
    for (let [oldest] = waiting; oldest !== undefined && isLate(oldest); [oldest] = waiting) {
      waiting.shift();
      oldest.reject(new StoreUnavailableError(message));
    }
  };

  /** When the flush that is under way began; null while there is none. */
  let flushingSince: number | null = null;
  let isWatched = false;

  /** Watches flushes for as long as there is one whenever it looks: a timer for each would be set for nothing. */
  const watchFlushes = async (): Promise<void> => {
    isWatched = true;
    while (flushingSince !== null) {
      const leftMs = flushingSince + BEGIN_TIMEOUT_MS - clock.now();
      if (leftMs <= 0) refuseLate();
      await clock.wait(leftMs > 0 ? leftMs : RETRY_PAUSE_MS);
    }
    isWatched = false;
  };

  /** @throws StoreUnavailableError */
  const flush = async (jobs: readonly Job[]): Promise<void> => {
    flushingSince = clock.now();
    if (!isWatched) void watchFlushes();
    try {
      await groups.flush(jobs);
    } finally {
      flushingSince = null;
    }
  };

  /**
   * Takes the write lock. It tries again and again instead of blocking, so that reads go on meanwhile. Jobs that have
   * waited too long are rejected. Returns the jobs that are left; if none is left, the lock is not held.
   */
  const lock = async (jobs: readonly Job[]): Promise<readonly Job[]> => {
    let left = jobs;
    while (left.length > 0) {
      try {
        endReads();
        begin.run();
        return left;
      } catch (error) {
        if (!isBusy(error)) throw error;
        for (const { reject } of left.filter(isLate)) reject(toError(db, error));
        left = left.filter((job) => !isLate(job));
      }
      await clock.wait(RETRY_PAUSE_MS);
    }
    return left;
  };

  /**
   * Runs the jobs in one transaction, all or none. The lock is held before, and released in any case.
   *
   * @returns their results.
   */
  const commitAll = (jobs: readonly Job[]): unknown[] => {
    try {
      // No await between here and the commit: no read sees a half of the group.
      const results = jobs.map(({ work }) => work());
      commit.run();
      return results;
    } catch (error) {
      // A full disk makes SQLite roll back by itself.
      if (db.isTransaction) rollback.run();
      throw error;
    }
  };

  const commitGroup = async (asked: readonly Job[]): Promise<void> => {
    const failure = groups.failure();
    if (failure) throw failure;
    const jobs = await lock(asked);
    if (jobs.length === 0) return;
    let results: unknown[];
    try {
      results = commitAll(jobs);
    } catch (cause) {
      const [only] = jobs.length === 1 ? jobs : [];
      if (only) return only.reject(toError(db, cause));
      // One of them made the group fail: each is run alone, so that the others are saved.
      for (const job of jobs) await commitGroup([job]);
      return;
    }
    // Meanwhile the event loop goes on, and the next group gathers.
    await flush(jobs);
    for (const [index, { resolve }] of jobs.entries()) resolve(results[index]);
  };

  const drain = async (): Promise<void> => {
    // Writes of the same turn of the event loop are in one group.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const group = waiting.splice(0, MAX_GROUP);
      await commitGroup(group).catch((cause: unknown) => {
        const error = toError(db, cause);
        for (const { reject } of group) reject(error);
      });
    }
    running = null;
  };

  return {
    run: <T>(work: () => T, changes: Subjects = null): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        const settle = resolve as (result: unknown) => void;
        waiting.push({ askedAt: clock.now(), work, changes, resolve: settle, reject });
        running ??= drain();
      }),
    beginReads() {
      if (db.isTransaction) return;
      beginReading.run();
      isReading = true;
      // After all promises of this turn.
      process.nextTick(endReads);
    },
    flushed: groups.flushed,
    async close() {
      while (running) await running;
      wal?.close();
      // SQLite would copy the log into the database unread, also what the disk has lost of it.
      if (groups.failure() === null) db.close();
    },
  };
};
