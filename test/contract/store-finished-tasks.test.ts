import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { KEEP_MS } from '../../src/domain/tasks/lifecycle/is-settled.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { createFinishedTasks } from '../../src/store/finished-tasks.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { createSqliteTaskStore } from '../../src/store/sqlite/sqlite-task-store.ts';
import { steadyClock, systemClock } from '../../src/system-clock.ts';
import { START } from '../support/manual-clock.ts';
import { aMusicTask, aTask } from '../support/tasks.ts';

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
  /** A store that keeps, and another on the same database, as another node has it. */
  const arrange = async (tasks: readonly Task[], finished = createFinishedTasks(steadyClock)) => {
    const db = openDatabase(':memory:');
    const [store, other] = [createSqliteTaskStore(db, systemClock, finished), createSqliteTaskStore(db, systemClock)];
    onTestFinished(() => store.close());
    for (const task of tasks) {
      await other.create({
        tracked: { task, check: { at: null, pauseMs: 0 }, revision: 1 },
        idempotencyKey: null,
        maxKeys: 1,
        fingerprint: '',
        reuseKey: null,
        sourceTrack: 'a/1',
        forceNew: true,
        budgets: [],
      });
    }
    return { store, other };
  };

  test('a settled task is parsed once, however it is read', async () => {
    const [first, second, open] = [settled(), settled(), aTask({ id: randomUUID() })];
    const { store } = await arrange([first, second, open]);
    const one = await store.get(first.id);
    expect(one).toEqual(first);
    expect(await store.get(first.id)).toBe(one);
    const many = await store.getMany([open.id, first.id, 'none', second.id, first.id]);
    expect(many).toEqual([open, first, null, second, first]);
    expect(many[1]).toBe(one);
    const { viewer } = first;
    const page = (await store.list(viewer, {}, 10, null)).tasks.map(({ task }) => task);
    const filtered = (await store.list(viewer, { status: ['SUCCEEDED'] }, 10, null)).tasks.map(({ task }) => task);
    const changed = (await store.changedSince(viewer, 0, 10)).changes.map(({ task }) => task);
    const [bySource = []] = await store.listBySourceTrack(viewer, ['a/1'], 10);
    const [byOperation = []] = await store.listBySourceTrack(viewer, ['a/1'], 10, [first.operation]);
    for (const found of [page, filtered, changed, bySource, byOperation]) {
      expect(found.filter((task) => task === one || task === many[3])).toHaveLength(2);
    }
    for (const found of [page, changed, bySource, byOperation]) expect(found).toContainEqual(open);
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
    const { store, other } = await arrange([task]);
    const reads = async () => [
      await store.get(task.id),
      ...(await store.getMany([task.id])),
      ...(await store.list(task.viewer, {}, 9, null)).tasks.map((entry) => entry.task),
      ...(await store.changedSince(task.viewer, 0, 9)).changes.map((entry) => entry.task),
    ];
    expect(await reads()).toEqual([task, task, task, task]);
    const next = { ...task, version: 9, updatedAt: START + 1 };
    const note = { at: START, kind: 'poll', outcome: 'changed', detail: null } as const;
    await other.save({ task: next, check: { at: null, pauseMs: 0 }, revision: 2 }, 1, note);
    expect(await reads()).toEqual([next, next, next, next]);
  });

  test('a task is read again after half a minute: it may have been deleted', async () => {
    const task = settled();
    let now = 0;
    const { store, other } = await arrange(
      [task],
      createFinishedTasks({ now: () => now, wait: async () => undefined }),
    );
    expect(await store.get(task.id)).toEqual(task);
    await other.prune({ before: START + 1, after: null, limit: 10 });
    now = KEEP_MS - 1;
    expect(await store.getMany([task.id])).toEqual([task]);
    now = KEEP_MS;
    expect(await store.getMany([task.id])).toEqual([null]);
    expect(await store.get(task.id)).toBeNull();
  });

  test('bounded by weight', async () => {
    const tasks = [settled(), settled(), settled()];
    const weight = JSON.stringify(tasks[0]).length * 3;
    const { store } = await arrange(tasks, createFinishedTasks(steadyClock, weight * 2.5));
    const read = () => store.getMany(tasks.map(({ id }) => id));
    const [before, after] = [await read(), await read()];
    expect(after).toEqual(before);
    expect(after.filter((task, index) => task === before[index])).toHaveLength(2);
  });
});
