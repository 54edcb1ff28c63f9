import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TaskFilter, TaskStore } from '../../src/domain/ports/task-store.ts';
import { fillBacklog } from '../support/backlog.ts';
import type { StoreFixture } from '../support/store-fixture.ts';

/** How every store of tasks answers `changedSince`; run it on each. */
export const describeChangedSince = (name: string, makeFixture: () => Promise<StoreFixture>): void => {
  describe(`${name}: what changed since a sequence number`, () => {
    let fixture: StoreFixture;
    let store: TaskStore;

    beforeEach(async () => {
      fixture = await makeFixture();
      store = fixture.store;
    });
    afterEach(() => fixture.dispose());

    /** Follows pages to the end; the sequence numbers that came, and the number of calls. */
    const follow = async (limit: number, filter?: TaskFilter) => {
      const sequences: number[] = [];
      let calls = 0;
      for (let from = 0; ; ) {
        const { changes, upTo } = await store.changedSince('alice', from, limit, filter);
        calls += 1;
        expect(changes.length).toBeLessThanOrEqual(limit);
        sequences.push(...changes.map(({ sequence }) => sequence));
        if (upTo === from) return { sequences, calls };
        expect(upTo).toBeGreaterThan(from);
        from = upTo;
      }
    };

    it('comes in pages, each of which says where the next one begins', async () => {
      await fillBacklog(store, 5);
      expect(await follow(2)).toEqual({ sequences: [1, 2, 3, 4, 5], calls: 4 });
      expect(await follow(5)).toEqual({ sequences: [1, 2, 3, 4, 5], calls: 2 });
    });

    it.each<[string, TaskFilter, number[]]>([
      ['by status', { status: ['SUCCEEDED', 'FAILED'] }, [3, 4, 5]],
      ['by operation', { operation: ['ADD_VOCALS'] }, []],
      ['by both', { status: ['FAILED'], operation: ['SEPARATE_VOCALS'] }, [5]],
      ['by nothing', { status: null, operation: null }, [1, 2, 3, 4, 5]],
      ['that nothing fits', { status: [] }, []],
    ])('is filtered %s', async (_name, filter, expected) => {
      await fillBacklog(store, 2);
      await fillBacklog(store, 2, { status: 'SUCCEEDED' });
      await fillBacklog(store, 1, { status: 'FAILED' });
      await fillBacklog(store, 1, { viewer: 'bob', status: 'FAILED' });
      expect((await follow(2, filter)).sequences).toEqual(expected);
    });

    it('passes over what does not fit, a bounded number at a time', async () => {
      await fillBacklog(store, 2_500);
      const [last] = await fillBacklog(store, 1, { status: 'FAILED' });
      const first = await store.changedSince('alice', 0, 1, { status: ['FAILED'] });
      expect(first.changes).toEqual([]);
      expect(first.upTo).toBeGreaterThanOrEqual(100);
      expect(first.upTo).toBeLessThanOrEqual(2_000);
      const { sequences, calls } = await follow(1, { status: ['FAILED'] });
      expect(sequences).toEqual([2_501]);
      expect(calls).toBeLessThan(30);
      expect((await store.changedSince('alice', 2_500, 1)).changes[0]?.task.id).toBe(last?.id);
    });

    it('goes on from a page of the list, whatever the page holds', async () => {
      expect((await store.list('alice', {}, 10, null)).sequence).toBe(0);
      await fillBacklog(store, 3);
      await fillBacklog(store, 1, { viewer: 'bob' });
      for (const filter of [{}, { status: [] }]) expect((await store.list('alice', filter, 1, 2)).sequence).toBe(3);
    });

    it('stays where it is when nothing has changed', async () => {
      expect(await store.changedSince('alice', 0, 10)).toEqual({ changes: [], upTo: 0 });
      await fillBacklog(store, 3);
      expect(await store.changedSince('alice', 3, 10)).toEqual({ changes: [], upTo: 3 });
      expect(await store.changedSince('alice', 7, 10, { status: [] })).toEqual({ changes: [], upTo: 7 });
    });
  });
};
