import { createDeadline } from '../../domain/deadline.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { StoreUnavailableError } from '../../domain/tasks/errors.ts';
import type { WalFlush } from './wal-flush.ts';

/** What is read or written: ids of tasks, and names of viewers for what is found by viewer. Null: anything. */
export type Subjects = readonly string[] | null;

/** Of what no read of the gateway sees anything: notes, leases. */
export const UNSEEN: Subjects = [];

/** Flushes committed groups of writes, one after the other, and knows which reads see one that is not on the disk yet. */
export interface GroupFlush {
  /** Resolves when the group that was committed just now is on the disk. @throws StoreUnavailableError */
  flush(group: readonly { readonly changes: Subjects }[]): Promise<void>;
  /**
   * Reads see a group as soon as it is committed, while it is on its way to the disk. What they have seen of it is told
   * when it is there: after a power cut it would be gone.
   *
   * @param about what was read just now.
   * @returns resolves when that is on the disk; null: it is. Rejects with StoreUnavailableError, also when it takes too long.
   */
  flushed(about: Subjects): Promise<void> | null;
  /**
   * The error of the flush that failed. Nothing may be written after it: Linux forgets what it could not write, and the
   * next flush succeeds without it. The next start reads the log by its checksums.
   */
  failure(): StoreUnavailableError | null;
}

/** How long a read waits for a flush, in milliseconds: as long as for an answer of PostgreSQL (promise 28). */
const READ_TIMEOUT_MS = 3_000;

const tooLate = (): StoreUnavailableError =>
  new StoreUnavailableError(
    `The store cannot be read: its disk has not flushed within ${READ_TIMEOUT_MS} ms what was written before.`,
  );

const toFailure = (cause: unknown): StoreUnavailableError => {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `The store cannot be written to until the gateway is restarted, for its disk failed at a flush: ${reason}`;
  return new StoreUnavailableError(message, { cause });
};

/**
 * @param wal null where nothing has to be flushed.
 * @param clock a steady one.
 */
export const createGroupFlush = (wal: WalFlush | null, clock: Clock): GroupFlush => {
  const inTime = createDeadline(clock, READ_TIMEOUT_MS);
  let unflushed: { readonly changes: ReadonlySet<string> | null; readonly done: Promise<void> } | null = null;
  let failure: StoreUnavailableError | null = null;

  const run = async ({ run: flushFile }: WalFlush): Promise<void> => {
    try {
      await flushFile();
    } catch (cause) {
      failure = toFailure(cause);
      throw failure;
    }
  };

  return {
    async flush(group) {
      if (wal === null) return;
      const isAnything = group.some(({ changes }) => changes === null);
      const changes = isAnything ? null : new Set(group.flatMap((write) => write.changes ?? []));
      unflushed = { changes, done: run(wal) };
      await unflushed.done;
      // A group that failed stays: nobody is told of it.
      unflushed = null;
    },

    flushed(about) {
      if (unflushed === null) return null;
      const { changes, done } = unflushed;
      const isSeen = changes === null || about === null || about.some((subject) => changes.has(subject));
      return isSeen ? inTime(done, tooLate) : null;
    },

    failure: () => failure,
  };
};
