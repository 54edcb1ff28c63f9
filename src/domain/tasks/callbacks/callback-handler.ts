import type { Clock } from '../../ports/clock.ts';
import type { Provider } from '../../ports/provider.ts';
import type { Note, TaskStore } from '../../ports/task-store.ts';
import type { TaskTracing } from '../../ports/task-tracing.ts';
import { isSettled } from '../lifecycle/is-settled.ts';
import { ASK_INTERVAL_MS } from '../lifecycle/schedule.ts';
import type { TaskWriter } from '../lifecycle/task-writer.ts';
import type { TrackedTask, TrackedUpdate } from '../lifecycle/tracked-task.ts';
import { createCooldown } from '../polling/cooldown.ts';
import type { CallbackOutcome } from './callback-outcome.ts';

/** A callback whose token is good. */
export interface Callback {
  /** The provider's task that the body names; null where it names none, or where it cannot be read. */
  readonly upstreamTaskId: string | null;
  /** The parsed body, which the API of the task reads; undefined for an unreadable one. */
  readonly body: unknown;
  /** Whether it is signed for this task of the provider's; true where no signature is wanted. */
  isSigned(upstreamTaskId: string): boolean;
}

/** Applies callbacks to their tasks. */
export interface CallbackHandler {
  /**
   * Resolves once all that the callback says is durably stored. The first callback binds the provider's id; stages
   * before the end are shown as the callback says; an end, and an unreadable body, are only reasons to read the record.
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
  readonly tracing: TaskTracing;
  /** Called when a callback gave a reason to read the record now. */
  readonly wake: () => void;
}

export const createCallbackHandler = (dependencies: CallbackHandlerDependencies): CallbackHandler => {
  const { store, provider, writer, clock, tracing, wake } = dependencies;
  /** Bounds polls by callbacks: the provider, or a person with a stolen callback URL, may send a hundred a second. */
  const hints = createCooldown(ASK_INTERVAL_MS, clock);

  /** The task was deleted, or its purchase was lost when the store was restored: the operator can list these. */
  const unknown = async (taskId: string, upstreamTaskId: string | null): Promise<CallbackOutcome> => {
    await store.noteUnknown(taskId, upstreamTaskId, clock.now());
    return 'unknown';
  };

  /** Applies a callback to its task. */
  const take = async (
    tracked: TrackedTask,
    { upstreamTaskId: named, body, isSigned }: Callback,
  ): Promise<CallbackOutcome> => {
    const { task } = tracked;
    const taskId = task.id;
    const report = provider.readCallback(task, body);
    const note = (outcome: string): Note => ({ kind: 'callback', outcome, detail: report.state });
    // A body without an id is about the task of its token, if the provider's id of that task is known.
    const upstreamTaskId = named ?? task.upstreamTaskId;
    if (upstreamTaskId === null) {
      await writer.addNote(taskId, note('unreadable'));
      return 'unreadable';
    }
    if (named === null && !isSigned(upstreamTaskId)) return 'unsigned';
    const isOther =
      task.upstreamTaskId === null
        ? (await store.getByUpstreamId(upstreamTaskId)) !== null
        : task.upstreamTaskId !== upstreamTaskId;
    if (isOther) {
      await writer.addNote(taskId, { ...note('quarantined'), detail: upstreamTaskId });
      return 'quarantined';
    }
    // Every report but progress may be about the end.
    const isEnd = report.state !== 'progress' && report.state !== 'pending';
    const updates: TrackedUpdate[] = [
      { type: 'accepted', upstreamTaskId, by: 'callback' },
      isEnd ? { type: 'hinted', inMs: hints.remainingMs(taskId) } : { type: 'reported', upstreamTaskId, report },
    ];
    const applied = await writer.apply(tracked, updates, note('accepted'));
    if (applied === null) return await unknown(taskId, upstreamTaskId);
    // The task is settled already, or the callback contains nothing new.
    const isDuplicate = !applied.changed && (!isEnd || isSettled(applied.task));
    const outcome = isDuplicate ? 'duplicate' : 'accepted';
    if (!applied.saved) await writer.addNote(taskId, note(outcome));
    if (isEnd && !isDuplicate) wake();
    return outcome;
  };

  return {
    async handle(taskId, callback) {
      const named = callback.upstreamTaskId;
      // Before the store is read: a callback without a valid signature costs nothing.
      if (named !== null && !callback.isSigned(named)) return 'unsigned';
      const tracked = await store.getTracked(taskId);
      if (tracked === null) return await unknown(taskId, named);
      return await tracing.trace(
        'callback',
        tracked.task,
        () => take(tracked, callback),
        (outcome) => outcome,
      );
    },
  };
};
