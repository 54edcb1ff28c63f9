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
import { advance, chargeOf, fail, type Retention, succeed, understood } from './changes.ts';
import type { Report } from './evidence.ts';
import { isSettled } from './is-settled.ts';
import type { Inconsistency, Task, TaskError, TaskErrorCode } from './task.ts';

/** How long a record may make no sense before that is taken for an answer: 90 s (provider.md, 12.11 and quirk 10). */
export const INCONSISTENCY_GRACE_MS = 90_000;

/** How long a sign of failure has to stay before it is believed: shorter than the first pause between two polls. */
export const FAILURE_GRACE_MS = 20_000;

/** What is there before the end, laid over what is shown already. */
const show = (task: Task, reported: Output, now: number, { retentionMs }: Retention): Task => {
  const output = mergeOutput(task.output, reported);
  if (isDeepStrictEqual(output, task.output)) return task;
  const expiresAt = task.expiresAt ?? (hasFiles(output) && hasResults(output) ? now + retentionMs : null);
  return advance(task, { output, expiresAt }, now, progressEvent(task.output, output) ?? undefined);
};

/** Results that turn up after the end are added. */
const complete = (task: Task, report: Report, now: number): Task => {
  if (!('output' in report)) return task;
  const output = finalOutput(mergeOutput(task.output, report.output));
  return isDeepStrictEqual(output, task.output) ? task : advance(task, { output }, now);
};

/**
 * The task after a report that is inconsistent: the first one is remembered with its moment; `accept` gives the task once
 * the inconsistency has lasted for the grace.
 */
const inconsistent = (
  task: Task,
  about: Inconsistency['about'],
  now: number,
  accept: () => Task,
  graceMs = INCONSISTENCY_GRACE_MS,
): Task => {
  if (task.inconsistency?.about !== about) return { ...task, inconsistency: { about, since: now } };
  return now - task.inconsistency.since >= graceMs ? accept() : task;
};

const upstreamError = (message: string): TaskError => ({ code: 'UPSTREAM_ERROR', message, upstreamCode: null });

/** Failures that the gateway declared, and the provider did not: the provider's word replaces them. */
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
      // The provider knew this task: that is an outage, until the task's deadline.
      if (task.seenAt !== null) return task;
      return inconsistent(task, 'record', now, () =>
        fail(task, upstreamError('The provider no longer knows this task.'), now),
      );
    case 'succeeded':
    case 'undelivered': {
      const at = report.state === 'succeeded' ? report.at : null;
      const done = report.state === 'succeeded' ? isWhole(report.output) : isSurelyWhole(report.output);
      if (done) return succeed(task, report.output, at, now, retention);
      // Files may still turn up: show those that are there, and wait for the rest for a while.
      const next = show(task, partialOutput(report.output), now, retention);
      // The wait begins anew with each file that has turned up.
      const shown = next === task ? task : understood(next);
      return inconsistent(shown, 'files', now, () =>
        hasResults(report.output)
          ? succeed(shown, report.output, at, now, retention)
          : fail(shown, upstreamError('The provider reported an end without any file.'), now),
      );
    }
  }
};
