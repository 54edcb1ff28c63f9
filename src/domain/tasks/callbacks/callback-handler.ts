import type { Clock } from '../../ports/clock.ts';
import type { Provider } from '../../ports/provider.ts';
import type { Note, TaskStore } from '../../ports/task-store.ts';
import type { TaskTracing } from '../../ports/task-tracing.ts';
import type { Report } from '../lifecycle/evidence.ts';
import { isSettled } from '../lifecycle/is-settled.ts';
import { ASK_INTERVAL_MS } from '../lifecycle/schedule.ts';
import type { Applied, TaskWriter } from '../lifecycle/task-writer.ts';
import type { TrackedTask, TrackedUpdate } from '../lifecycle/tracked-task.ts';
import { createCooldown } from '../polling/cooldown.ts';
import type { CallbackOutcome } from './callback-outcome.ts';

/** A callback whose token is good. */
export interface Callback {
  /** The provider's task that the body names; null where it names none, or where it cannot be read. */
  readonly upstreamTaskId: string | null;
  /** Whether it is signed for this task of the provider's; true where no signature is wanted. */
  isSigned(upstreamTaskId: string): boolean;
}

/** Applies callbacks to their tasks. */
export interface CallbackHandler {
  /**
   * Resolves once all that the callback says is durably stored. The first callback binds the provider's id; stages
   * before the end are shown as the callback says; an end, and an unreadable body, are only reasons to read the record.
   *
   * @param body parsed; undefined for an unreadable one. The API of the task reads it at once, and nobody holds it after that.
   * @throws StoreUnavailableError
   */
  handle(taskId: string, callback: Callback, body: unknown): Promise<CallbackOutcome>;
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

const noteOf = (outcome: string, { state }: Report): Note => ({ kind: 'callback', outcome, detail: state });

/** Every report but progress may be about the end. */
const isAboutEnd = ({ state }: Report): boolean => state !== 'progress' && state !== 'pending';

/** A duplicate: the task is settled already, or the callback contains nothing new. */
const outcomeOf = ({ changed, task }: Applied, report: Report): CallbackOutcome =>
  !changed && (!isAboutEnd(report) || isSettled(task)) ? 'duplicate' : 'accepted';

export const createCallbackHandler = (dependencies: CallbackHandlerDependencies): CallbackHandler => {
  const { store, provider, writer, clock, tracing, wake } = dependencies;
  /** Bounds polls by callbacks: the provider, or a person with a stolen callback URL, may send a hundred a second. */
  const hints = createCooldown(ASK_INTERVAL_MS, clock);

  /** The task was deleted, or its purchase was lost when the store was restored: the operator can list these. */
  const unknown = async (taskId: string, upstreamTaskId: string | null): Promise<CallbackOutcome> => {
    await store.noteUnknown(taskId, upstreamTaskId, clock.now());
    return 'unknown';
  };

  /** The updates that a callback about the provider's task `upstreamTaskId` makes. */
  const updatesOf = (taskId: string, upstreamTaskId: string, report: Report): TrackedUpdate[] => [
    { type: 'accepted', upstreamTaskId, by: 'callback' },
    isAboutEnd(report)
      ? { type: 'hinted', inMs: hints.remainingMs(taskId) }
      : { type: 'reported', upstreamTaskId, report },
  ];

  /**
   * Applies a stage to a copy from `TaskStore.saved`, without a read. It is saved only where the copy is the stored task.
   *
   * @returns null, or something that is not saved, when nothing was saved: what to do is decided by the stored task.
   */
  const applyStage = (
    copy: TrackedTask,
    { upstreamTaskId }: Callback,
    report: Report,
  ): Promise<Applied | null> | null => {
    if (upstreamTaskId === null || upstreamTaskId !== copy.task.upstreamTaskId || isAboutEnd(report)) return null;
    const updates = updatesOf(copy.task.id, upstreamTaskId, report);
    return writer.applyToSaved(copy, updates, noteOf('accepted', report));
  };

  /** Applies a callback to its task, as it is stored. */
  const take = async (
    tracked: TrackedTask,
    { upstreamTaskId: named, isSigned }: Callback,
    report: Report,
  ): Promise<CallbackOutcome> => {
    const { task } = tracked;
    const taskId = task.id;
    // A body without an id is about the task of its token, if the provider's id of that task is known.
    const upstreamTaskId = named ?? task.upstreamTaskId;
    if (upstreamTaskId === null) {
      await writer.addNote(taskId, noteOf('unreadable', report));
      return 'unreadable';
    }
    if (named === null && !isSigned(upstreamTaskId)) return 'unsigned';
    const isOther =
      task.upstreamTaskId === null
        ? (await store.getByUpstreamId(upstreamTaskId)) !== null
        : task.upstreamTaskId !== upstreamTaskId;
    if (isOther) {
      await writer.addNote(taskId, { ...noteOf('quarantined', report), detail: upstreamTaskId });
      return 'quarantined';
    }
    const applied = await writer.apply(tracked, updatesOf(taskId, upstreamTaskId, report), noteOf('accepted', report));
    if (applied === null) return await unknown(taskId, upstreamTaskId);
    const outcome = outcomeOf(applied, report);
    if (!applied.saved) await writer.addNote(taskId, noteOf(outcome, report));
    if (isAboutEnd(report) && outcome !== 'duplicate') wake();
    return outcome;
  };

  /** Applies a callback to the task as it was saved last, or else as it is stored. */
  const takeSaved = async (copy: TrackedTask, callback: Callback, report: Report): Promise<CallbackOutcome> => {
    const applied = await applyStage(copy, callback, report);
    if (applied?.saved) return outcomeOf(applied, report);
    const tracked = await store.getTracked(copy.task.id);
    return tracked === null
      ? await unknown(copy.task.id, callback.upstreamTaskId)
      : await take(tracked, callback, report);
  };

  /** Reads the body. @param go takes the task, with what is reported of it. */
  const begin = (go: typeof take, copy: TrackedTask, callback: Callback, body: unknown): Promise<CallbackOutcome> =>
    tracing.trace(
      'callback',
      copy.task,
      // What reads the body is the API and the operation of the task, which never change.
      () => go(copy, callback, provider.readCallback(copy.task, body)),
      (outcome) => outcome,
    );

  const handleStored = async (taskId: string, callback: Callback, body: unknown): Promise<CallbackOutcome> => {
    const tracked = await store.getTracked(taskId);
    return tracked === null
      ? await unknown(taskId, callback.upstreamTaskId)
      : await begin(take, tracked, callback, body);
  };

  return {
    handle(taskId, callback, body) {
      const named = callback.upstreamTaskId;
      // Before the store is read: a callback without a valid signature costs nothing.
      if (named !== null && !callback.isSigned(named)) return Promise.resolve('unsigned');
      const saved = store.saved.find(taskId);
      return saved === null ? handleStored(taskId, callback, body) : begin(takeSaved, saved, callback, body);
    },
  };
};
