import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createBoundedCache } from '../../src/bounded-cache.ts';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { withFinishedTasks } from '../../src/store/finished-tasks.ts';
import { openBeside, openDatabase } from '../../src/store/sqlite/open.ts';
import { createSqliteOperatorStore } from '../../src/store/sqlite/sqlite-operator-store.ts';
import { createSqliteTaskStore } from '../../src/store/sqlite/sqlite-task-store.ts';
import { systemClock } from '../../src/system-clock.ts';
import { START } from '../support/manual-clock.ts';
import type { StoreFixture } from '../support/store-fixture.ts';
import { aMusicTask, aTask } from '../support/tasks.ts';
import { describeChangedSince } from './store-changes-contract.ts';
import { describeTaskStore } from './store-contract.ts';

const makeFixture = async (): Promise<StoreFixture> => {
  const directory = mkdtempSync(join(tmpdir(), 'stemgate-store-'));
  const opened: TaskStore[] = [];
  const open = (): TaskStore => {
    const store = createSqliteTaskStore(openDatabase(join(directory, 'tasks.db')), systemClock);
    opened.push(store);
    return withFinishedTasks(store);
  };
  const store = open();
  const operator = createSqliteOperatorStore(openBeside(join(directory, 'tasks.db'), { readOnly: false }));
  return {
    store,
    operator,
    another: open,
    async dispose() {
      await Promise.all([operator, ...opened].map((one) => one.close()));
      rmSync(directory, { recursive: true });
    },
  };
};

// All that holds of a store holds of one that keeps finished tasks.
describeTaskStore('SQLite that keeps finished tasks', makeFixture);
describeChangedSince('SQLite that keeps finished tasks', makeFixture);

const drums = { kind: 'DRUMS', label: 'drums', url: 'https://f.example.com/a', audioId: null, duration: 1 } as const;
const bass = { ...drums, kind: 'BASS', label: 'bass', url: 'https://f.example.com/b' } as const;
const track = { title: null, tags: null, lyrics: null, model: null, duration: null, imageUrl: null, createdAt: null };
const music = (...urls: (string | null)[]) => ({
  kind: 'music' as const,
  stage: 'COMPLETE' as const,
  tracks: urls.map((audioUrl, index) => ({ ...track, audioId: `a${index}`, audioUrl, streamUrl: null })),
});
const succeeded = { status: 'SUCCEEDED', upstreamTaskId: 'up', version: 2 } as const;
const settled = (change: Partial<Task> = {}): Task =>
  aTask({ id: randomUUID(), ...succeeded, output: { kind: 'separation', stems: [drums, bass] }, ...change });

describe('what is kept', () => {
  const arrange = async (...tasks: Task[]) => {
    const inner = createSqliteTaskStore(openDatabase(':memory:'), systemClock);
    onTestFinished(() => inner.close());
    for (const task of tasks) {
      await inner.create({
        tracked: { task, check: { at: null, pauseMs: 0 }, revision: 1 },
        idempotencyKey: null,
        maxKeys: 1,
        fingerprint: '',
        reuseKey: null,
        sourceTrack: null,
        forceNew: true,
        budgets: [],
      });
    }
    const reads: string[] = [];
    const counted: TaskStore = {
      ...inner,
      get(id) {
        reads.push(id);
        return inner.get(id);
      },
      getMany(ids) {
        reads.push(...ids);
        return inner.getMany(ids);
      },
    };
    return { inner, counted, reads };
  };

  test('a settled task is read once, also among others, and is the same object each time', async () => {
    const [first, second, open] = [settled(), settled(), aTask({ id: randomUUID() })];
    const { counted, reads } = await arrange(first, second, open);
    const store = withFinishedTasks(counted);
    const one = await store.get(first.id);
    expect(one).toEqual(first);
    expect(await store.get(first.id)).toBe(one);
    const ids = [open.id, first.id, 'none', second.id];
    expect(await store.getMany(ids)).toEqual([open, first, null, second]);
    expect(await store.getMany([second.id, first.id])).toEqual([second, first]);
    expect(reads).toEqual([first.id, open.id, 'none', second.id]);
  });

  test.each<[string, Partial<Task>]>([
    ['is under way', { status: 'PROCESSING' }],
    ['has failed', { status: 'FAILED' }],
    ['has succeeded with a part of its results', aMusicTask({ ...succeeded, output: music('https://f/1', null) })],
    [
      'has succeeded with one track, which may be the first',
      aMusicTask({ ...succeeded, output: music('https://f/1') }),
    ],
  ])('a task that %s is read each time, and shows its next version', async (_, change) => {
    const task = { ...settled(), ...change, id: randomUUID() };
    const { inner, counted } = await arrange(task);
    const store = withFinishedTasks(counted);
    expect(await store.get(task.id)).toEqual(task);
    const next = { ...task, version: 9, updatedAt: START + 1 };
    // By another node.
    const note = { at: START, kind: 'poll', outcome: 'changed', detail: null } as const;
    await inner.save({ task: next, check: { at: null, pauseMs: 0 }, revision: 2 }, 1, note);
    expect(await store.get(task.id)).toEqual(next);
    expect(await store.getMany([task.id])).toEqual([next]);
  });

  test('bounded by weight', async () => {
    const tasks = [settled(), settled(), settled()];
    const { counted, reads } = await arrange(...tasks);
    const weight = JSON.stringify(tasks[0]).length * 3;
    const store = withFinishedTasks(counted, createBoundedCache(weight * 2.5));
    for (const { id } of [...tasks, ...tasks]) await store.get(id);
    expect(reads).toHaveLength(6);
    await store.get(tasks[2]?.id ?? '');
    expect(reads).toHaveLength(6);
  });
});
