import { MUSIC_STAGES } from '../../src/domain/outputs/music.ts';
import type { Output } from '../../src/domain/outputs/output.ts';
import { isSettled } from '../../src/domain/tasks/lifecycle/is-settled.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';

/* What must hold between two looks at one task. */

export class Broken extends Error {
  override readonly name = 'Broken';
}

export const hold = (holds: boolean, promise: string, about?: unknown): void => {
  if (!holds) throw new Broken(about === undefined ? promise : `${promise}\n${JSON.stringify(about, null, 2)}`);
};

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const rank = (output: Output): number =>
  output.kind === 'music' && output.stage ? MUSIC_STAGES.indexOf(output.stage) : -1;

/** What a viewer can see of a task. */
const visible = ({ inconsistency: _, seenAt: __, ...rest }: Task): Partial<Task> => rest;

/** What stays of a task that has succeeded; results may still be added. */
const ending = ({ output: _, version: __, updatedAt: ___, ...rest }: Task): Partial<Task> => rest;

/** The files that a task shows. */
export const urlsOf = ({ output }: Task): string[] => {
  if (output.kind === 'music') return output.tracks.flatMap(({ audioUrl }) => audioUrl ?? []);
  if (output.kind === 'wav') return output.url === null ? [] : [output.url];
  return output.kind === 'separation' ? output.stems.map(({ url }) => url) : [];
};

const FORWARD: Readonly<Record<Task['status'], readonly Task['status'][]>> = {
  SUBMITTING: ['SUBMITTING', 'UNCONFIRMED', 'PROCESSING', 'SUCCEEDED', 'FAILED'],
  UNCONFIRMED: ['UNCONFIRMED', 'PROCESSING', 'SUCCEEDED', 'FAILED'],
  PROCESSING: ['PROCESSING', 'SUCCEEDED', 'FAILED'],
  SUCCEEDED: ['SUCCEEDED'],
  FAILED: ['FAILED', 'SUCCEEDED'],
};

export const checkStep = (before: Task, now: Task): void => {
  const about = { before, now };
  hold(now.version >= before.version, 'versions only rise', about);
  hold(now.version > before.version || same(visible(now), visible(before)), 'what changes has a new version', about);
  hold(FORWARD[before.status].includes(now.status), 'states only go forward', about);
  hold(before.status !== 'SUCCEEDED' || same(ending(before), ending(now)), 'SUCCEEDED is final', about);
  hold(
    before.status !== 'SUCCEEDED' || urlsOf(before).every((url) => urlsOf(now).includes(url)),
    'no result is taken back',
    about,
  );
  const isForgotten = before.error === null && now.error?.message === 'The provider no longer knows this task.';
  hold(
    before.seenAt === null || !isForgotten,
    'what the provider has told of is not given up for "no such task"',
    about,
  );
  hold(!isSettled(before) || same(before, now), 'what is settled stays', about);
  hold(rank(now.output) >= rank(before.output) || now.status === 'SUCCEEDED', 'stages never go back', about);
  hold(
    before.upstreamTaskId === null || before.upstreamTaskId === now.upstreamTaskId,
    'an id that is bound stays',
    about,
  );
  hold(same(now.timeline.slice(0, before.timeline.length), before.timeline), 'the timeline is only added to', about);
  hold(now.updatedAt >= before.updatedAt, 'time does not run backwards', about);
};

/** What must hold of a task at any time. */
export const checkTask = (task: Task): void => {
  const urls = urlsOf(task);
  hold(new Set(urls).size === urls.length, 'a file is served once', task);
  hold(!urls.some((url) => url.includes('/theirs/')), "a file of another purchase is no task's", task);
};
