import { type Linked, LinkedList } from '../../linked-list.ts';
import type { Logger } from '../../ports/logger.ts';
import { whenAborted } from '../../when-aborted.ts';
import { StoreUnavailableError } from '../errors.ts';
import type { TaskWriter } from '../lifecycle/task-writer.ts';
import type { TrackedTask } from '../lifecycle/tracked-task.ts';

/** A purchase that this process is making. */
export interface InFlightPurchase extends Linked<InFlightPurchase> {
  readonly tracked: TrackedTask;
  /** Settles when the outcome is saved. */
  readonly saved: Promise<unknown>;
  /** Ends the wait of the caller. The purchase goes on. */
  readonly release: () => void;
}

/** The purchases that this process is making. */
export interface InFlightPurchases {
  add(purchase: InFlightPurchase): void;
  remove(purchase: InFlightPurchase): void;
  /**
   * Waits for all of them until `signal` aborts. Each one that is undecided then becomes UNCONFIRMED, and its caller is
   * answered.
   */
  drain(signal: AbortSignal): Promise<void>;
}

export interface InFlightPurchasesDependencies {
  readonly writer: TaskWriter;
  readonly logger: Logger;
}

const STOPPED = 'The gateway stopped while it was waiting for the answer.';

/** Makes a task UNCONFIRMED if its purchase is undecided: no process waits for the answer any more. */
export const markInterrupted = (writer: TaskWriter, tracked: TrackedTask): Promise<unknown> =>
  writer.apply(tracked, [{ type: 'in-doubt', reason: STOPPED }], {
    kind: 'purchase',
    outcome: 'in-doubt',
    detail: STOPPED,
  });

export const createInFlightPurchases = ({ writer, logger }: InFlightPurchasesDependencies): InFlightPurchases => {
  const purchases = new LinkedList<InFlightPurchase>();

  const abandon = async ({ tracked, release }: InFlightPurchase): Promise<void> => {
    await markInterrupted(writer, tracked).catch((error: unknown) => {
      if (!(error instanceof StoreUnavailableError)) throw error;
      logger.warn(
        { taskId: tracked.task.id, err: error },
        'could not save that a purchase is undecided; the next start does it',
      );
    });
    release();
  };

  return {
    add: (purchase) => purchases.add(purchase),
    remove: (purchase) => purchases.remove(purchase),
    async drain(signal) {
      const ends = [...purchases].map(({ saved }) => saved);
      await Promise.race([Promise.allSettled(ends), whenAborted(signal)]);
      await Promise.all([...purchases].map(abandon));
    },
  };
};
