import { refusal } from '../../src/domain/tasks/lifecycle/refusal.ts';

import type { Task, TaskError } from '../../src/domain/tasks/lifecycle/task.ts';
import { type Report, transition, type Update } from '../../src/domain/tasks/lifecycle/transition.ts';
import { failed, separated, stems } from './bodies.ts';
import { RETENTION_MS } from './domain.ts';
import { START } from './manual-clock.ts';
import { aTask } from './tasks.ts';

export const NOW = START + 60_000;
export const retention = { retentionMs: RETENTION_MS };
export const moved = (task: Task, update: Update, now = NOW): Task => transition(task, update, now, retention);
export const reported = (report: Report): Update => ({ type: 'reported', upstreamTaskId: 'up', report });
export const error = (code: TaskError['code']): TaskError => ({ code, message: code, upstreamCode: null });
export const upstream = { upstreamTaskId: 'up', submittedAt: START, charge: 'CHARGED' } as const;
export const gone = { status: 'FAILED', finishedAt: START } as const;

/** Each state that a task can be in, by a short name. */
export const states = {
  SUBMITTING: aTask(),
  UNCONFIRMED: aTask({ status: 'UNCONFIRMED', charge: 'MAYBE_CHARGED' }),
  PROCESSING: aTask({ status: 'PROCESSING', ...upstream }),
  SUCCEEDED: aTask({ status: 'SUCCEEDED', ...upstream, output: stems, finishedAt: START }),
  rejected: aTask({ ...gone, error: error('REJECTED'), refusal: refusal('RATE_LIMITED', 'Later.') }),
  lost: aTask({ ...gone, charge: 'MAYBE_CHARGED', error: error('SUBMISSION_LOST') }),
  adopted: aTask({ ...gone, ...upstream, error: error('SUBMISSION_LOST') }),
  'timed out': aTask({ ...gone, ...upstream, error: error('TIMED_OUT') }),
  senseless: aTask({ ...gone, ...upstream, error: error('UPSTREAM_ERROR') }),
  'provider failed': aTask({ ...gone, ...upstream, error: error('GENERATION_FAILED') }),
} as const;
export type State = keyof typeof states;

export const updates = {
  accepted: { type: 'accepted', upstreamTaskId: 'up', by: 'callback' },
  'accepted as another': { type: 'accepted', upstreamTaskId: 'other', by: 'callback' },
  'answered as another': { type: 'answered', outcome: { kind: 'accepted', upstreamTaskId: 'other' } },
  refused: {
    type: 'answered',
    outcome: { kind: 'refused', refusal: refusal('RATE_LIMITED', 'Later.', { upstreamCode: 429 }) },
  },
  'not sent': { type: 'answered', outcome: { kind: 'not-sent', reason: 'connect ECONNREFUSED' } },
  done: { type: 'answered', outcome: { kind: 'done', output: stems } },
  exists: { type: 'answered', outcome: { kind: 'exists', upstreamTaskId: 'old' } },
  'exists somewhere': { type: 'answered', outcome: { kind: 'exists', upstreamTaskId: null } },
  'answered in doubt': { type: 'answered', outcome: { kind: 'in-doubt', reason: 'reset' } },
  'in doubt': { type: 'in-doubt', reason: 'reset' },
  pending: reported({ state: 'pending' }),
  invisible: reported({ state: 'invisible' }),
  succeeded: reported(separated),
  'done without files': reported({ state: 'succeeded', output: { kind: 'separation', stems: [] }, at: null }),
  undelivered: reported({ state: 'undelivered', output: stems }),
  failed: reported(failed()),
  'UNCONFIRMED deadline': { type: 'deadline-passed', of: 'UNCONFIRMED' },
  'PROCESSING deadline': { type: 'deadline-passed', of: 'PROCESSING' },
} as const satisfies Record<string, Update>;
