import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Provider, ProviderRecord } from '../../ports/provider.ts';
import type { TaskMetrics } from '../../ports/task-metrics.ts';
import type { TaskStore } from '../../ports/task-store.ts';
import type { CallbackTokens } from '../callbacks/callback-tokens.ts';
import { StoreUnavailableError, UpstreamUnavailableError } from '../errors.ts';
import type { Figures } from '../lifecycle/evidence.ts';
import { type Check, type Timing, taskDeadline } from '../lifecycle/schedule.ts';
import { isAdopted, type Task } from '../lifecycle/task.ts';
import type { TaskWriter } from '../lifecycle/task-writer.ts';
import type { PollAnswer, TrackedTask, TrackedUpdate } from '../lifecycle/tracked-task.ts';
import type { Report } from '../lifecycle/transition.ts';

/** The task after a poll. */
export interface PollResult {
  readonly task: Task;
  readonly changed: boolean;
}

/** Reads the provider's records of tasks, and applies what they say. */
export interface RecordPoller {
  /**
   * @param tracked a task whose `upstreamTaskId` is known.
   * @param reason `due`: the task's check is answered by this poll. `asked`: a client wants to know; the check stays.
   * @throws StoreUnavailableError
   */
  poll(tracked: TrackedTask, reason: 'due' | 'asked'): Promise<PollResult>;
}

export interface RecordPollerDependencies {
  readonly store: Pick<TaskStore, 'get'>;
  readonly provider: Provider;
  readonly writer: TaskWriter;
  readonly tokens: CallbackTokens;
  readonly clock: Clock;
  readonly timing: Timing;
  readonly metrics: TaskMetrics;
  readonly logger: Logger;
}

/** The task to ask about, and the check that the answer satisfies. */
interface Question {
  tracked: TrackedTask;
  due: Check | null;
}

/** What a poll heard, and how it is noted. */
interface Heard {
  readonly report: Report | null;
  readonly figures?: Figures;
  readonly answer: PollAnswer;
  readonly outcome: string;
  readonly detail: string | null;
}

/** The polls of one task: the one under way, and the one that waits for its end. */
interface Poll {
  readonly result: Promise<PollResult>;
  next: { readonly question: Question; readonly result: Promise<PollResult> } | null;
}

/** Ids are compared as the provider is known to spell them: in either case, with or without blanks around. */
const isSameId = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

export const createRecordPoller = (dependencies: RecordPollerDependencies): RecordPoller => {
  const { store, provider, writer, tokens, clock, timing, metrics, logger } = dependencies;
  const inFlight = new Map<string, Poll>();

  /** A mistake of the gateway's own, in reading a record or in applying it: for the log, and as if nothing was heard. */
  const broken = (task: Task, error: unknown): Heard => {
    logger.error({ taskId: task.id, err: error }, 'a record could not be handled');
    return { report: null, answer: 'none', outcome: 'error', detail: null };
  };

  /**
   * Records echo the callback URL. Only the token of another task of ours proves that a record belongs to that task. An
   * echo that is hidden, cut, or of another place proves nothing: relays and redactors make such echoes of our own URL.
   */
  const isEchoOfAnother = async (task: Task, echo: string): Promise<boolean> => {
    const named = tokens.namedBy(echo);
    // What the provider had made before echoes the URL of the purchase that it was made for.
    if (named === null || named.taskId === task.id || isAdopted(task)) return false;
    const owner = await store.get(named.taskId);
    if (owner === null) return named.isSigned;
    // The provider may answer two equal purchases of a viewer with one task of its own.
    return owner.viewer !== task.viewer || !isSameId(owner.upstreamTaskId ?? '', task.upstreamTaskId ?? '');
  };

  /** The record, or null when the record is of another purchase: by its task id, or by its callback URL. */
  const readRecord = async (task: Task): Promise<ProviderRecord | null> => {
    const record = await provider.readRecord(task);
    const { upstreamTaskId, callbackUrl } = record;
    const isOther = upstreamTaskId !== null && !isSameId(upstreamTaskId, task.upstreamTaskId ?? '');
    return isOther || (await isEchoOfAnother(task, callbackUrl ?? '')) ? null : record;
  };

  /** Reads the record of a task; an error is what was heard. @throws StoreUnavailableError */
  const hear = async (task: Task): Promise<Heard> => {
    try {
      const record = await readRecord(task);
      const report = record?.report ?? null;
      if (report === null) logger.error({ taskId: task.id }, "the provider's record belongs to another purchase");
      const answer = report?.state === 'invisible' ? 'unknown-task' : 'report';
      const figures = record?.figures;
      return { report, ...(figures && { figures }), answer, outcome: report?.state ?? 'foreign-record', detail: null };
    } catch (error) {
      if (error instanceof StoreUnavailableError) throw error;
      if (!(error instanceof UpstreamUnavailableError)) return broken(task, error);
      logger.warn({ taskId: task.id, reason: error.message }, 'the provider could not be asked');
      return { report: null, answer: 'none', outcome: 'unanswered', detail: error.message };
    }
  };

  const save = async ({ tracked, due }: Question, heard: Heard): Promise<PollResult> => {
    const { task } = tracked;
    const { upstreamTaskId } = task;
    const { report, figures, answer, outcome, detail } = heard;
    const updates: TrackedUpdate[] = due ? [{ type: 'looked-at', check: due, answer }] : [];
    if (report && upstreamTaskId)
      updates.push({ type: 'reported', upstreamTaskId, report, ...(figures && { figures }) });
    if (clock.now() >= taskDeadline(task, timing)) updates.push({ type: 'deadline-passed', of: 'PROCESSING' });
    const note = { kind: 'poll', outcome, detail } as const;
    const applied = await writer.apply(tracked, updates, note);
    if (applied && !applied.saved) await writer.addNote(task.id, note);
    return { task: applied?.task ?? task, changed: applied?.changed ?? false };
  };

  const pollOnce = async (question: Question): Promise<PollResult> => {
    const { task } = question.tracked;
    const heard = await hear(task);
    metrics.poll(heard.outcome);
    try {
      return await save(question, heard);
    } catch (error) {
      if (error instanceof StoreUnavailableError || heard.report === null) throw error;
      // Without the report, the pause grows and the deadline passes: the same mistake is not made for ever.
      return await save(question, broken(task, error));
    }
  };

  const ask = (question: Question): Promise<PollResult> => {
    const { id } = question.tracked.task;
    const current = inFlight.get(id);
    if (!current) {
      const result = pollOnce(question).finally(() => inFlight.delete(id));
      inFlight.set(id, { result, next: null });
      return result;
    }
    // An answer that was on its way before this question may be older than the reason to ask. All questions that come
    // meanwhile share the next poll.
    if (current.next) {
      const { question: shared, result } = current.next;
      if (question.tracked.revision > shared.tracked.revision) shared.tracked = question.tracked;
      shared.due = question.due ?? shared.due;
      return result;
    }
    const again = (): Promise<PollResult> => ask(question);
    const result = current.result.then(again, again);
    current.next = { question, result };
    return result;
  };

  return {
    poll: (tracked, reason) => ask({ tracked, due: reason === 'due' ? tracked.check : null }),
  };
};
