import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Provider } from '../../ports/provider.ts';
import type { TaskMetrics } from '../../ports/task-metrics.ts';
import type { Note } from '../../ports/task-store.ts';
import type { CallbackTokens } from '../callbacks/callback-tokens.ts';
import { UpstreamUnavailableError } from '../errors.ts';
import { type Check, nextCheck, type Timing, taskDeadline } from '../lifecycle/schedule.ts';
import { isAdopted, type Task } from '../lifecycle/task.ts';
import type { TaskWriter } from '../lifecycle/task-writer.ts';
import type { Report, Update } from '../lifecycle/transition.ts';

/** What asking about a task brought. */
export interface PollResult {
  readonly task: Task;
  /** False when the provider could not be asked, or answered nonsense. */
  readonly answered: boolean;
  readonly changed: boolean;
  readonly note: Omit<Note, 'at'>;
}

/** Asks the provider about tasks, and applies what its records say. */
export interface RecordPoller {
  /**
   * @param task one whose `upstreamTaskId` is known.
   * @param pauseMs the pause to keep after this if nothing final is heard.
   */
  poll(task: Task, pauseMs: number): Promise<PollResult>;
}

export interface RecordPollerDependencies {
  readonly provider: Provider;
  readonly writer: TaskWriter;
  readonly tokens: CallbackTokens;
  readonly clock: Clock;
  readonly timing: Timing;
  readonly metrics: TaskMetrics;
  readonly logger: Logger;
}

export const createRecordPoller = (dependencies: RecordPollerDependencies): RecordPoller => {
  const { provider, writer, tokens, clock, timing, metrics, logger } = dependencies;
  /** Of each task that is being asked about: the question under way, and the one question that waits for its end. */
  const inFlight = new Map<string, { readonly now: Promise<PollResult>; next: Promise<PollResult> | null }>();

  /**
   * Records echo the callback URL. One that was made for another task, or by somebody else, is not this purchase,
   * whatever its id says. What is no URL, or hides its secret, tells nothing.
   */
  const isForeign = (task: Task, echo: string): boolean => {
    // What the provider had made before echoes the URL of the purchase that it was made for.
    if (isAdopted(task)) return false;
    const owner = tokens.claimedBy(echo);
    return owner === null ? URL.canParse(echo) && !echo.includes('*') : owner !== task.id;
  };

  /** The record's report, or null when the record turns out to be of somebody else's purchase. */
  const readReport = async (task: Task): Promise<Report | null> => {
    const { report, callbackUrl } = await provider.readRecord(task);
    return isForeign(task, callbackUrl ?? '') ? null : report;
  };

  const pollOnce = async (task: Task, pauseMs: number): Promise<PollResult> => {
    let report: Report | null = null;
    let outcome = 'unanswered';
    let detail: string | null = null;
    try {
      report = await readReport(task);
      outcome = report?.state ?? 'foreign-record';
      if (report === null) logger.error({ taskId: task.id }, "the provider's record belongs to another purchase");
    } catch (error) {
      if (!(error instanceof UpstreamUnavailableError)) throw error;
      detail = error.message;
      logger.warn({ taskId: task.id, reason: detail }, 'the provider could not be asked');
    }
    metrics.poll(outcome);
    const note = { kind: 'poll', outcome, detail } as const;
    const answered = outcome !== 'unanswered';
    const { upstreamTaskId } = task;
    const updates: Update[] = report && upstreamTaskId ? [{ type: 'reported', upstreamTaskId, report }] : [];
    if (clock.now() >= taskDeadline(task, timing)) updates.push({ type: 'deadline-passed', of: 'PROCESSING' });
    // A task that ends while the provider cannot be asked has not had its last word: keep asking until there is one.
    // News make pauses start again, unless a hint that the end has come made them shorter still: the record may lag it.
    const pauseOf = (next: Task) => (next.version === task.version ? pauseMs : Math.min(pauseMs, timing.pollAfterMs));
    const check = (next: Task, now: number): Check => nextCheck(next, pauseOf(next), now, timing, answered);
    const applied = await writer.apply(task.id, updates, note, check);
    return { task: applied?.task ?? task, changed: applied?.changed ?? false, answered, note };
  };

  const poll = (task: Task, pauseMs: number): Promise<PollResult> => {
    const current = inFlight.get(task.id);
    if (!current) {
      const answer = pollOnce(task, pauseMs).finally(() => inFlight.delete(task.id));
      inFlight.set(task.id, { now: answer, next: null });
      return answer;
    }
    // An answer that was on its way before the question may be older than the reason to ask. All who ask meanwhile
    // share the next one.
    const again = (): Promise<PollResult> => poll(task, pauseMs);
    current.next ??= current.now.then(again, again);
    return current.next;
  };

  return { poll };
};
