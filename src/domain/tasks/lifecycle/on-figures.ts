import { nextVersion } from './changes.ts';
import type { Figures, Report } from './evidence.ts';
import type { Task } from './task.ts';

/** Reports that agree with an end: before the end, the provider's numbers about the bill may still be placeholders. */
const ENDS: Readonly<Partial<Record<Task['status'], readonly Report['state'][]>>> = {
  SUCCEEDED: ['succeeded', 'undelivered'],
  FAILED: ['failed', 'failing'],
};

const progressOf = ({ progress, status }: Task, reported: number | null): number | null => {
  const highest = reported === null ? progress : Math.max(progress ?? 0, reported);
  return highest !== null && status === 'SUCCEEDED' ? 100 : highest;
};

/**
 * The task with the figures of the record that turned `before` into `after`: one version for both. What the provider had
 * made before was billed to another purchase, and its figures are about that one.
 */
export const onFigures = (
  before: Task,
  after: Task,
  { report, figures }: { readonly report: Report; readonly figures?: Figures },
  now: number,
): Task => {
  if (figures === undefined || before.status === 'SUCCEEDED' || after.charge === 'NOT_CHARGED') return after;
  const isEnd = ENDS[after.status]?.includes(report.state) ?? false;
  // What was booked for a failure says nothing about the success that corrects it.
  const known = after.status === before.status ? after.creditsConsumed : null;
  const creditsConsumed = (isEnd ? figures.creditsConsumed : null) ?? known;
  const progress = progressOf(after, figures.progress);
  if (creditsConsumed === after.creditsConsumed && progress === after.progress) return after;
  const changes = { creditsConsumed, progress };
  return after.version === before.version ? nextVersion(after, changes, now) : { ...after, ...changes };
};
