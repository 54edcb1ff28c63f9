import type { Clock } from '../../ports/clock.ts';
import type { Provider } from '../../ports/provider.ts';
import type { Note, TaskStore } from '../../ports/task-store.ts';
import { ASK_INTERVAL_MS, HINTED_PAUSE_MS, nextCheck, type Timing } from '../lifecycle/schedule.ts';
import type { Task } from '../lifecycle/task.ts';
import type { TaskWriter } from '../lifecycle/task-writer.ts';
import type { Update } from '../lifecycle/transition.ts';
import { createCooldown } from '../polling/cooldown.ts';
import type { CallbackOutcome } from './callback-outcome.ts';

/** What a callback says, once its token proved good. */
export interface Callback {
  readonly upstreamTaskId: string;
  /** Parsed; how to read it depends on what was bought, and where. */
  readonly body: unknown;
}

/** Where callbacks enter the domain. */
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
  readonly timing: Timing;
  /** Called after a callback gave a reason to ask the provider now. */
  readonly wake: () => void;
}

export const createCallbackHandler = ({
  store,
  provider,
  writer,
  clock,
  timing,
  wake,
}: CallbackHandlerDependencies): CallbackHandler => {
  /** A provider, or whoever has got hold of a callback URL, may say the same a hundred times a second. */
  const hints = createCooldown(ASK_INTERVAL_MS, clock);

  return {
    async handle(taskId, callback) {
      const task = await store.get(taskId);
      if (task === null) return 'unknown';
      const { upstreamTaskId } = callback;
      const report = provider.readCallback(task, callback.body);
      const note = (outcome: string): Omit<Note, 'at'> => ({ kind: 'callback', outcome, detail: report.state });
      const noted = (outcome: string): Note => ({ ...note(outcome), at: clock.now() });
      const isOther =
        task.upstreamTaskId === null
          ? (await store.getByUpstreamId(upstreamTaskId)) !== null
          : task.upstreamTaskId !== upstreamTaskId;
      if (isOther) {
        await store.annotate(taskId, { ...noted('quarantined'), detail: upstreamTaskId });
        return 'quarantined';
      }
      const isEnd = report.state !== 'progress' && report.state !== 'pending';
      const updates: Update[] = [{ type: 'accepted', upstreamTaskId, by: 'callback' }];
      if (!isEnd) updates.push({ type: 'reported', upstreamTaskId, report });
      // Once for this callback, however often it takes to save it.
      const hint = isEnd ? { at: clock.now() + hints.remainingMs(taskId), pauseMs: HINTED_PAUSE_MS } : null;
      const check = (next: Task, now: number) => hint ?? nextCheck(next, timing.pollAfterMs, now, timing);
      const applied = await writer.apply(taskId, updates, note('accepted'), check);
      if (applied === null) return 'unknown';
      if (!applied.changed) {
        // The provider's last word stands already; or nothing was new, and nothing has to be asked.
        if (hint === null || applied.task.status === 'SUCCEEDED') {
          await store.annotate(taskId, noted('duplicate'));
          return 'duplicate';
        }
        await store.hasten(taskId, hint, noted('accepted'));
      }
      if (hint !== null) wake();
      return 'accepted';
    },
  };
};
