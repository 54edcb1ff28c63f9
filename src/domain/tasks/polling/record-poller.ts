import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Provider, ProviderRecord } from '../../ports/provider.ts';
import type { TaskMetrics } from '../../ports/task-metrics.ts';
import type { TaskStore } from '../../ports/task-store.ts';
import type { TaskTracing } from '../../ports/task-tracing.ts';
import type { CallbackTokens } from '../callbacks/callback-tokens.ts';
import { StoreUnavailableError, UpstreamUnavailableError } from '../errors.ts';
import type { Figures } from '../lifecycle/evidence.ts';
import type { LateNotes } from '../lifecycle/late-notes.ts';
import { type Check, HINTED_PAUSE_MS, type Timing, taskDeadline } from '../lifecycle/schedule.ts';
import { isAdopted, type Task } from '../lifecycle/task.ts';
import type { TaskWriter } from '../lifecycle/task-writer.ts';
import type { PollAnswer, TrackedTask, TrackedUpdate } from '../lifecycle/tracked-task.ts';
import type { Report } from '../lifecycle/transition.ts';

/** The task after a poll. */
export interface PollResult {
  readonly task: Task;
  /** Whether anything that a viewer can see has changed. */
  readonly changed: boolean;
  /** Whether the poll saved the task: then it was the newest state at the end of the poll. */
  readonly saved: boolean;
}

/** Reads the provider's records of tasks, and applies what they say. */
export interface RecordPoller {
  /**
   * @param tracked a task whose `upstreamTaskId` is known.
   * @param reason `due`: this poll answers the task's check. `asked`: a client asked for it; the check stays.
   * @throws StoreUnavailableError
   */
  poll(tracked: TrackedTask, reason: 'due' | 'asked'): Promise<PollResult>;
}

export interface RecordPollerDependencies {
  readonly store: Pick<TaskStore, 'get'>;
  readonly provider: Provider;
  readonly writer: TaskWriter;
  /** Gets the polls that changed nothing. */
  readonly notes: LateNotes;
  readonly tokens: CallbackTokens;
  readonly clock: Clock;
  readonly timing: Timing;
  readonly metrics: TaskMetrics;
  readonly tracing: TaskTracing;
  readonly logger: Logger;
}

/** One wish for a poll: the task, and the check that the poll answers; null where no check was due. */
interface PollRequest {
  tracked: TrackedTask;
  due: Check | null;
}

/** What a poll found out, and how it is noted. */
interface Finding {
  readonly report: Report | null;
  readonly figures: Figures | undefined;
  readonly answer: PollAnswer;
  readonly outcome: string;
  readonly detail: string | null;
}

/** The polls of one task: the one in flight, and the one that waits for its end. */
interface Poll {
  readonly result: Promise<PollResult>;
  next: { readonly request: PollRequest; readonly result: Promise<PollResult> } | null;
}

/** Compares ids without regard to case and outer blanks: the provider spells one id in several ways. */
const isSameId = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

export const createRecordPoller = (dependencies: RecordPollerDependencies): RecordPoller => {
  const { store, provider, writer, notes, tokens, clock, timing, metrics, tracing, logger } = dependencies;
  const inFlight = new Map<string, Poll>();

  /** An error of the gateway's own, in reading a record or in applying it: it is logged, and counts as no answer. */
  const broken = (task: Task, error: unknown): Finding => {
    logger.error({ taskId: task.id, err: error }, 'a record could not be handled');
    return { report: null, figures: undefined, answer: 'none', outcome: 'error', detail: null };
  };

  /**
   * Whether a record belongs to another task, by the callback URL that it echoes. Only the token of another task of
   * this gateway proves it. A masked, cut or foreign URL proves nothing: relays and redactors make such URLs of the
   * gateway's.
   */
  const isEchoOfAnother = async (task: Task, echo: string): Promise<boolean> => {
    const named = tokens.namedBy(echo);
    // A result that existed before the purchase echoes the callback URL of the purchase that made it.
    if (named === null || named.taskId === task.id || isAdopted(task)) return false;
    const owner = await store.get(named.taskId);
    if (owner === null) return named.isSigned;
    // The provider may answer two equal purchases of a viewer with one task of its own.
    return owner.viewer !== task.viewer || !isSameId(owner.upstreamTaskId ?? '', task.upstreamTaskId ?? '');
  };

  /** Whether a record is of another purchase: by its task id, or by its callback URL. */
  const isOfAnother = (task: Task, { upstreamTaskId, callbackUrl }: ProviderRecord): boolean | Promise<boolean> => {
    if (upstreamTaskId !== null && !isSameId(upstreamTaskId, task.upstreamTaskId ?? '')) return true;
    return callbackUrl !== null && isEchoOfAnother(task, callbackUrl);
  };

  /** Reads the record of a task. An error is a finding, too. @throws StoreUnavailableError */
  const read = async (task: Task): Promise<Finding> => {
    try {
      const record = await provider.readRecord(task);
      if (await isOfAnother(task, record)) {
        logger.error({ taskId: task.id }, "the provider's record belongs to another purchase");
        return { report: null, figures: undefined, answer: 'report', outcome: 'foreign-record', detail: null };
      }
      const { report, figures } = record;
      const answer = report.state === 'invisible' ? 'unknown-task' : 'report';
      return { report, figures, answer, outcome: report.state, detail: null };
    } catch (error) {
      if (error instanceof StoreUnavailableError) throw error;
      if (!(error instanceof UpstreamUnavailableError)) return broken(task, error);
      logger.warn({ taskId: task.id, reason: error.message }, 'the provider could not be asked');
      return { report: null, figures: undefined, answer: 'none', outcome: 'unanswered', detail: error.message };
    }
  };

  const save = async ({ tracked, due }: PollRequest, finding: Finding): Promise<PollResult> => {
    const { task } = tracked;
    const { upstreamTaskId } = task;
    const { report, figures, answer, outcome, detail } = finding;
    const updates: TrackedUpdate[] = due ? [{ type: 'looked-at', check: due, answer }] : [];
    if (report && upstreamTaskId) {
      const reported = { type: 'reported', upstreamTaskId, report } as const;
      updates.push(figures === undefined ? reported : { ...reported, figures });
    }
    if (clock.now() >= taskDeadline(task, timing)) updates.push({ type: 'deadline-passed', of: 'PROCESSING' });
    const note = { kind: 'poll', outcome, detail } as const;
    const applied = await writer.apply(tracked, updates, note);
    if (applied === null) return { task, changed: false, saved: false };
    if (!applied.saved) notes.add(task.id, note);
    return applied;
  };

  /** Polls, and forgets the poll when it ends. */
  const pollOnce = async (request: PollRequest): Promise<PollResult> => {
    const { task, check } = request.tracked;
    let finding: Finding | null = null;
    try {
      finding = await read(task);
      metrics.poll(finding.outcome, check.pauseMs <= HINTED_PAUSE_MS);
      return await save(request, finding);
    } catch (error) {
      if (error instanceof StoreUnavailableError || (finding?.report ?? null) === null) throw error;
      // Saved without the report, the pause grows and the deadline passes, so that the error does not repeat for ever.
      return await save(request, broken(task, error));
    } finally {
      inFlight.delete(task.id);
    }
  };

  const pollTraced = (request: PollRequest): Promise<PollResult> =>
    tracing.trace(
      'poll',
      request.tracked.task,
      () => pollOnce(request),
      ({ changed }) => (changed ? 'changed' : 'unchanged'),
    );

  const enqueue = (request: PollRequest): Promise<PollResult> => {
    const { id } = request.tracked.task;
    const current = inFlight.get(id);
    if (!current) {
      const result = pollTraced(request);
      inFlight.set(id, { result, next: null });
      return result;
    }
    // The answer of a poll in flight may be older than the reason for this one, so another poll follows. All requests
    // that come meanwhile share it.
    if (current.next) {
      const { request: shared, result } = current.next;
      if (request.tracked.revision > shared.tracked.revision) shared.tracked = request.tracked;
      shared.due = request.due ?? shared.due;
      return result;
    }
    const again = (): Promise<PollResult> => enqueue(request);
    const result = current.result.then(again, again);
    current.next = { request, result };
    return result;
  };

  return {
    poll: (tracked, reason) => enqueue({ tracked, due: reason === 'due' ? tracked.check : null }),
  };
};
