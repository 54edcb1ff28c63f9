import { expect } from 'vitest';
import { type TaskStateFragment, WatchTasksDocument } from '../../examples/generated/graphql.ts';
import type { Following } from './following.ts';
import type { GraphClient } from './graph-client.ts';

/** All updates that a viewer received from `tasksUpdated`, by task. */
export interface RecordedUpdates {
  /** The updates about one task, in the order of their arrival. */
  of(taskId: string): readonly TaskStateFragment[];
  /** The tasks that there were updates about, in the order of their first ones. */
  ids(): readonly string[];
  /** The first state of a task that fits, once it has come. */
  until(taskId: string, fits: (task: TaskStateFragment) => boolean): Promise<TaskStateFragment>;
  /** Throws where a version or a stage went back, or a success was taken back. */
  expectOnlyForward(): void;
}

const STAGES: readonly (string | null)[] = [null, 'LYRICS', 'FIRST_TRACK', 'COMPLETE'];

const expectForward = (states: readonly TaskStateFragment[]): void => {
  for (const [index, now] of states.entries()) {
    const before = states[index - 1];
    if (!before) continue;
    expect(now.version, `versions of ${now.id}`).toBeGreaterThan(before.version);
    expect(before.status, `nothing comes after the success of ${now.id}`).not.toBe('SUCCEEDED');
    if (now.__typename !== 'MusicTask' || before.__typename !== 'MusicTask') continue;
    expect(STAGES.indexOf(now.stage), `stages of ${now.id}`).toBeGreaterThanOrEqual(STAGES.indexOf(before.stage));
  }
};

/** The cursor before a viewer's first change: who resumes there misses nothing while the stream is being opened. */
const FROM_THE_BEGINNING = '0';

/** Subscribes to a viewer's tasks and records every update, beginning with the newest state of each task. */
export const recordUpdates = (client: GraphClient): RecordedUpdates => {
  const news: Following<{ tasksUpdated: { task: TaskStateFragment } }> = client.watch(WatchTasksDocument, {
    after: FROM_THE_BEGINNING,
  });
  const of = (taskId: string): readonly TaskStateFragment[] =>
    news.messages.flatMap(({ tasksUpdated: { task } }) => (task.id === taskId ? task : []));
  const ids = (): string[] => [...new Set(news.messages.map(({ tasksUpdated }) => tasksUpdated.task.id))];
  return {
    of,
    ids,
    async until(taskId, fits) {
      const { tasksUpdated } = await news.until(({ tasksUpdated: { task } }) => task.id === taskId && fits(task));
      return tasksUpdated.task;
    },
    expectOnlyForward() {
      for (const id of ids()) expectForward(of(id));
    },
  };
};

export const isFinished = ({ status }: TaskStateFragment): boolean => status === 'SUCCEEDED' || status === 'FAILED';
