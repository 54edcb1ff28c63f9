import type { OperatorStore } from '../../src/domain/ports/operator-store.ts';
import { addRemoved, NONE_REMOVED, type PruneRequest, type Removed } from '../../src/domain/ports/task-removal.ts';

/** Tasks in one step. Gateways that use the store wait for no longer than a step takes. */
const STEP = 50;
/** The rest after a step, in milliseconds: it leaves the store to the gateways. */
const REST_MS = 20;
/** How often a pass is tried that another node is at, and the pause between two tries, in milliseconds. */
const TRIES = 100;
const TRY_AGAIN_MS = 100;

export interface MaintenanceDependencies {
  readonly store: OperatorStore;
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
}

/** Thrown when nothing more was done, for a reason that the operator can change; the message says which. */
export class NotDoneError extends Error {
  override readonly name = 'NotDoneError';
}

/** Deletes in small steps, beside running gateways. Killed in the middle, the rest is done by the next call. */
export const createMaintenance = ({ store, wait }: MaintenanceDependencies) => {
  const step = async (request: PruneRequest) => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const done = await store.prune(request);
      if (done !== null) return done;
      await wait(TRY_AGAIN_MS);
    }
    throw new NotDoneError('A gateway is deleting old tasks just now.');
  };

  return {
    /** @param before epoch milliseconds: what is younger stays. */
    async prune(before: number, dryRun: boolean): Promise<Removed> {
      let removed = NONE_REMOVED;
      let after: PruneRequest['after'] = null;
      for (;;) {
        const done = await step({ before, after, limit: STEP, dryRun });
        removed = addRemoved(removed, done.removed);
        if (done.next === null) return removed;
        after = done.next;
        await wait(REST_MS);
      }
    },

    /** @throws NotDoneError while the viewer has open tasks, unless `force`. */
    async erase(viewer: string, force: boolean): Promise<Removed> {
      let removed = NONE_REMOVED;
      for (;;) {
        const done = await store.erase({ viewer, limit: STEP, force });
        removed = addRemoved(removed, done.removed);
        if (done.isDone) return removed;
        if (done.open > 0 && !force) {
          const gone = removed.tasks > 0 ? ` ${removed.tasks} tasks were deleted before that.` : '';
          throw new NotDoneError(
            `The viewer has ${done.open} open tasks. Wait for their end, or delete them with --force: what they cost is lost then.${gone}`,
          );
        }
        await wait(REST_MS);
      }
    },
  };
};

export type Maintenance = ReturnType<typeof createMaintenance>;
