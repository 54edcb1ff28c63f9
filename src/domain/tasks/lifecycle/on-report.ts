import { isDeepStrictEqual } from 'node:util';
import {
  finalOutput,
  hasFiles,
  hasResults,
  isSurelyWhole,
  isWhole,
  mergeOutput,
  type Output,
  partialOutput,
  progressEvent,
} from '../../outputs/output.ts';
import { chargeOf, fail, nextVersion, type Retention, succeed, understood } from './changes.ts';
import type { Report } from './evidence.ts';
import { isSettled } from './is-settled.ts';
import type { Inconsistency, Task, TaskError, TaskErrorCode } from './task.ts';

/**
 * How long a record may be inconsistent before the gateway accepts that as the end: 90 s (provider.md, 12.11 and quirk
 * 10).
 */
export const INCONSISTENCY_GRACE_MS = 90_000;

/** How long a sign of failure must last before it is believed: less than the first pause between two polls. */
export const FAILURE_GRACE_MS = 20_000;

/** The task with results from before its end added to its output. */
const show = (task: Task, reported: Output, now: number, { retentionMs }: Retention): Task => {
  const output = mergeOutput(task.output, reported);
  if (isDeepStrictEqual(output, task.output)) return task;
  const expiresAt = task.expiresAt ?? (hasFiles(output) && hasResults(output) ? now + retentionMs : null);
  return nextVersion(task, { output, expiresAt }, now, progressEvent(task.output, output) ?? undefined);
};

/** The task with results that came after its end added. */
const complete = (task: Task, report: Report, now: number): Task => {
  if (!('output' in report)) return task;
  const output = finalOutput(mergeOutput(task.output, report.output));
  return isDeepStrictEqual(output, task.output) ? task : nextVersion(task, { output }, now);
};

/**
 * The task after a report that is inconsistent: the first one is remembered with its moment; `accept` gives the task
 * once the inconsistency has lasted for the grace.
 */
const inconsistent = (
  task: Task,
  about: Inconsistency['about'],
  now: number,
  accept: () => Task,
  graceMs = INCONSISTENCY_GRACE_MS,
): Task => {
  const known = task.inconsistency;
  // A moment in the future means that the clock was set back: the grace begins anew.
  if (known?.about !== about || known.since > now) return { ...task, inconsistency: { about, since: now } };
  return now - known.since >= graceMs ? accept() : task;
};

const upstreamError = (message: string): TaskError => ({ code: 'UPSTREAM_ERROR', message, upstreamCode: null });

/** Failures that the gateway declared by itself. A failure that the provider reports replaces them. */
const OURS: readonly TaskErrorCode[] = ['REJECTED', 'SUBMISSION_LOST', 'TIMED_OUT', 'UPSTREAM_ERROR'];
export const isOurs = (error: TaskError): boolean => OURS.includes(error.code);

/** The task after a report of the provider's about it. */
export const onReport = (task: Task, report: Report, now: number, retention: Retention): Task => {
  if (task.status === 'SUCCEEDED') return isSettled(task) ? task : complete(task, report, now);
  if (task.status === 'FAILED') {
    const whole =
      (report.state === 'succeeded' && hasResults(report.output)) ||
      (report.state === 'undelivered' && isSurelyWhole(report.output));
    if (whole) return succeed(task, report.output, report.state === 'succeeded' ? report.at : null, now, retention);
    if (report.state !== 'failed' && report.state !== 'failing') return task;
    if (task.error && !isOurs(task.error)) return task;
    return fail(task, report.error, now, { charge: chargeOf(task, report.refunded), refusal: null });
  }
  switch (report.state) {
    case 'unclear':
      return task;
    case 'pending':
      return understood(task);
    case 'progress':
      return show(understood(task), report.output, now, retention);
    case 'failed':
      return fail(task, report.error, now, { charge: chargeOf(task, report.refunded) });
    case 'failing':
      return inconsistent(
        task,
        'failure',
        now,
        () => fail(task, report.error, now, { charge: chargeOf(task, report.refunded) }),
        FAILURE_GRACE_MS,
      );
    case 'invisible':
      // The provider has reported this task before: now it has an outage. The task's deadline ends the wait.
      if (task.seenAt !== null) return task;
      return inconsistent(task, 'record', now, () =>
        fail(task, upstreamError('The provider no longer knows this task.'), now),
      );
    case 'succeeded':
    case 'undelivered': {
      const at = report.state === 'succeeded' ? report.at : null;
      const done = report.state === 'succeeded' ? isWhole(report.output) : isSurelyWhole(report.output);
      if (done) return succeed(task, report.output, at, now, retention);
      // More files may follow: show those that are there, and wait for the rest during the grace.
      const next = show(task, partialOutput(report.output), now, retention);
      // Each new file starts the grace again.
      const shown = next === task ? task : understood(next);
      return inconsistent(shown, 'files', now, () =>
        hasResults(report.output)
          ? succeed(shown, report.output, at, now, retention)
          : fail(shown, upstreamError('The provider reported an end without any file.'), now),
      );
    }
  }
};
