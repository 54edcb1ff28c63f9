import type { Clock } from '../../ports/clock.ts';
import type { Provider } from '../../ports/provider.ts';
import type { Note, TaskStore } from '../../ports/task-store.ts';
import { isSettled } from '../lifecycle/is-settled.ts';
import { ASK_INTERVAL_MS } from '../lifecycle/schedule.ts';
import type { TaskWriter } from '../lifecycle/task-writer.ts';
import type { TrackedUpdate } from '../lifecycle/tracked-task.ts';
import { createCooldown } from '../polling/cooldown.ts';
import type { CallbackOutcome } from './callback-outcome.ts';

/** A callback whose token is good. */
export interface Callback {
  readonly upstreamTaskId: string;
  /** Parsed; how to read it depends on what was bought, and where. */
  readonly body: unknown;
}

/** Applies callbacks to their tasks. */
export interface CallbackHandler {
  /**
   * Resolves once all that the callback says is durably stored. The first callback binds the provider's id; stages
   * before the end are shown as they are told; an end is only a reason to read the record.
   *
   * @throws StoreUnavailableError
   */
  handle(taskId: string, callback: Callback): Promise<CallbackOutcome>;
}

export interface CallbackHandlerDependencies {
  readonly store: TaskStore;
  readonly provider: Pick<Provider, 'readCallback'>;
  readonly writer: TaskWriter;
  readonly clock: Clock;
  /** Called when a callback gave a reason to read the record now. */
  readonly wake: () => void;
}

export const createCallbackHandler = (dependencies: CallbackHandlerDependencies): CallbackHandler => {
  const { store, provider, writer, clock, wake } = dependencies;
  /** The same callback may come a hundred times a second, from the provider or from the finder of a callback URL. */
  const hints = createCooldown(ASK_INTERVAL_MS, clock);

  return {
    async handle(taskId, callback) {
      const tracked = await store.getTracked(taskId);
      if (tracked === null) return 'unknown';
      const { task } = tracked;
      const { upstreamTaskId } = callback;
      const report = provider.readCallback(task, callback.body);
      const note = (outcome: string): Note => ({ kind: 'callback', outcome, detail: report.state });
      const isOther =
        task.upstreamTaskId === null
          ? (await store.getByUpstreamId(upstreamTaskId)) !== null
          : task.upstreamTaskId !== upstreamTaskId;
      if (isOther) {
        await writer.addNote(taskId, { ...note('quarantined'), detail: upstreamTaskId });
        return 'quarantined';
      }
      const isEnd = report.state !== 'progress' && report.state !== 'pending';
      const updates: TrackedUpdate[] = [
        { type: 'accepted', upstreamTaskId, by: 'callback' },
        isEnd ? { type: 'hinted', inMs: hints.remainingMs(taskId) } : { type: 'reported', upstreamTaskId, report },
      ];
      const applied = await writer.apply(tracked, updates, note('accepted'));
      if (applied === null) return 'unknown';
      // The provider's last word stands already, or nothing was new.
      const isDuplicate = !applied.changed && (!isEnd || isSettled(applied.task));
      const outcome = isDuplicate ? 'duplicate' : 'accepted';
      if (!applied.saved) await writer.addNote(taskId, note(outcome));
      if (isEnd && !isDuplicate) wake();
      return outcome;
    },
  };
};
