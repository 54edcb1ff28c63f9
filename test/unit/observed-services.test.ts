import { describe, expect, test } from 'vitest';
import type { TaskFilter } from '../../src/domain/ports/task-store.ts';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { createObserver, createSources } from '../../src/http/graphql/sources.ts';
import { createTestDomain } from '../support/domain.ts';
import { createTestUploads } from '../support/file-host.ts';
import { START } from '../support/manual-clock.ts';
import { aTask } from '../support/tasks.ts';

const stem = { kind: 'DRUMS', label: 'drums', url: 'https://f.example.com/a', audioId: null, duration: 1 } as const;
const settled = aTask({
  id: 'settled',
  status: 'SUCCEEDED',
  upstreamTaskId: 'up',
  expiresAt: START + 1_000,
  output: { kind: 'separation', stems: [stem, stem] },
});
const open = aTask({ id: 'open', status: 'PROCESSING' });
const ALL: TaskFilter = {};

/** Services whose store is at the sequence number `state.latest`, and counts how it is asked. */
const arrange = () => {
  const { tasks, clock } = createTestDomain();
  const state = { latest: 5, isDown: false, asked: [] as string[], during: () => {}, meanwhile: async () => {} };
  const rows: Readonly<Record<string, Task>> = { settled, open };
  const services = {
    tasks: {
      ...tasks,
      async getMany(_: string, ids: readonly string[]) {
        state.asked.push(`getMany at ${state.latest}`);
        const found = ids.map((id) => rows[id] ?? null);
        state.during();
        return found;
      },
      async list() {
        state.asked.push('list');
        return { tasks: [{ task: settled, position: 1 }], hasMore: false, sequence: state.latest };
      },
      async listBySourceTrack() {
        state.asked.push('listBySourceTrack');
        return [[settled]];
      },
      async latestSequence() {
        if (state.isDown) throw new StoreUnavailableError('down');
        state.asked.push('latestSequence');
        const { latest } = state;
        await state.meanwhile();
        return latest;
      },
    },
    clock,
    account: { credits: async () => ({ balance: 1, at: 1 }), quote: () => null },
    uploads: createTestUploads({ clock }),
    links: { midiFile: (id: string) => id },
  };
  const sources = createSources();
  return { state, sources, observed: createObserver(services)(sources), clock };
};

describe('what an answer was made of', () => {
  test('settled tasks: nothing else is read', async () => {
    const { state, sources, observed } = arrange();
    expect(await observed.tasks.getMany('alice', ['settled'])).toEqual([settled]);
    expect(state.asked).toEqual(['getMany at 5']);
    expect(sources).toMatchObject({ onlyTasks: true, sequence: null, until: START + 1_000 });
  });

  test.each(['open', 'none'])(
    '%s: it is read again after the sequence number, with what came meanwhile',
    async (id) => {
      const { state, sources, observed } = arrange();
      state.during = () => {
        state.latest = 6;
      };
      await observed.tasks.getMany('alice', ['settled', id]);
      expect(state.asked).toEqual(['getMany at 5', 'latestSequence', 'getMany at 6']);
      expect(sources).toMatchObject({ onlyTasks: true, sequence: 6 });
      state.latest = 7;
      await observed.tasks.getMany('alice', [id]);
      // The first part of the answer may be older than the last.
      expect(sources.sequence).toBe(6);
      expect(state.asked).toHaveLength(4);
    },
  );

  test('a page brings its own number, and the smallest counts', async () => {
    const { state, sources, observed } = arrange();
    await observed.tasks.list('alice', ALL, 1, null);
    expect([sources.sequence, state.asked]).toEqual([5, ['list']]);
    state.latest = 8;
    await observed.tasks.list('alice', ALL, 1, null);
    expect(sources.sequence).toBe(5);
    state.latest = 3;
    await observed.tasks.list('alice', ALL, 1, null);
    expect(sources.sequence).toBe(3);
  });

  test('a task that was read before the number of a page beside it: it is read again', async () => {
    const { state, sources, observed } = arrange();
    state.during = () => {
      state.during = () => undefined;
      state.latest = 6;
      void observed.tasks.list('alice', ALL, 1, null);
    };
    await observed.tasks.getMany('alice', ['open']);
    expect(state.asked).toEqual(['getMany at 5', 'list', 'getMany at 6']);
    expect(sources.sequence).toBe(6);
  });

  test('a page that came while a newer number was read: its number counts', async () => {
    const { state, sources, observed } = arrange();
    state.latest = 6;
    state.meanwhile = async () => {
      state.latest = 5;
      await observed.tasks.list('alice', ALL, 1, null);
    };
    await observed.tasks.getMany('alice', ['open']);
    expect(sources.sequence).toBe(5);
  });

  test('tasks of a track: the number is read before', async () => {
    const { state, sources, observed } = arrange();
    await observed.tasks.listBySourceTrack('alice', [], 1, null);
    expect([sources.sequence, state.asked]).toEqual([5, ['latestSequence', 'listBySourceTrack']]);
  });

  test('what may change, while its number cannot be read: it is not kept', async () => {
    const { state, sources, observed } = arrange();
    state.isDown = true;
    await observed.tasks.getMany('alice', ['open']);
    expect(sources.onlyTasks).toBe(false);
  });

  test('files that have expired', async () => {
    const { sources, observed, clock } = arrange();
    await clock.advance(1_000);
    await observed.tasks.getMany('alice', ['settled']);
    expect(sources).toMatchObject({ from: START + 1_000, until: Number.POSITIVE_INFINITY });
  });

  test.each(['account', 'uploads', 'links'] as const)('%s: it is not kept', (name) => {
    const { sources, observed } = arrange();
    expect(observed[name]).toBeDefined();
    expect(sources.onlyTasks).toBe(false);
  });

  test.each(['buy', 'notes', 'midiFile', 'latestSequence', 'refresh', 'watchTask', 'watchViewer'] as const)(
    '%s: it is not kept',
    (name) => {
      const { sources, observed } = arrange();
      expect(observed.tasks[name]).toBeInstanceOf(Function);
      expect(sources.onlyTasks).toBe(false);
    },
  );

  test('the clock: that is no source', () => {
    const { sources, observed, clock } = arrange();
    expect(observed.clock.now()).toBe(clock.now());
    expect(sources.onlyTasks).toBe(true);
  });
});
