import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addRemoved, NONE_REMOVED, type PruneRequest, type Removed } from '../../src/domain/ports/task-removal.ts';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { START } from '../support/manual-clock.ts';
import { at, HOUR, never, note, type StoreFixture, storeHelpers, type Wish, wish } from '../support/store-fixture.ts';

/** What every store forgets, and what it must not; run it on each. */
export const describeRemoval = (name: string, makeFixture: () => Promise<StoreFixture>): void => {
  describe(`${name}: a store that forgets`, () => {
    let fixture: StoreFixture;
    let store: TaskStore;

    beforeEach(async () => {
      fixture = await makeFixture();
      store = fixture.store;
    });
    afterEach(() => fixture.dispose());

    const { created, bought, stored, advanced } = storeHelpers(() => store);

    /** A task that ended at `when`, and is not looked at any more. */
    const ended = async (when = START, change: Partial<Task> = {}, more: Wish = {}): Promise<Task> => {
      const task = await bought({ createdAt: when, ...change }, more);
      return (await advanced(task, { status: 'SUCCEEDED', updatedAt: when, ...change })).task;
    };

    /** All steps of a pass. */
    const prune = async (request: Partial<PruneRequest> = {}): Promise<Removed> => {
      let removed = NONE_REMOVED;
      for (let after: PruneRequest['after'] = null; ; ) {
        const step = await store.prune({ before: START + HOUR, limit: 2, ...request, after });
        if (step === null) throw new Error('another node is at it');
        removed = addRemoved(removed, step.removed);
        if (step.next === null) return removed;
        after = step.next;
      }
    };

    /** As the operator sees it: a node may have settled tasks in memory for a while. */
    const kept = (...tasks: readonly Task[]): Promise<boolean[]> =>
      Promise.all(tasks.map(async ({ id }) => (await fixture.operator.show(id)) !== null));

    describe('prune', () => {
      it('deletes what ended before, with all that belongs to it', async () => {
        const old = [await ended(), await ended(), await ended(START + 1), await ended(START + 2)] as const;
        const young = await ended(START + HOUR);
        await store.addNote(old[0].id, note());
        const { revision } = await stored(old[1].id);
        const next = { task: { ...old[1], version: 3 }, check: never, revision: revision + 1 };
        await store.save(next, revision, note(), ['one', 'two']);
        expect(await prune({ dryRun: true })).toEqual({ tasks: 4, idempotencyKeys: 0, notes: 6, parts: 2 });
        expect(await kept(...old, young)).toEqual([true, true, true, true, true]);
        expect(await prune()).toEqual({ tasks: 4, idempotencyKeys: 0, notes: 6, parts: 2 });
        expect(await kept(...old, young)).toEqual([false, false, false, false, true]);
        expect(await store.getParts([{ taskId: old[1].id, part: 0 }])).toEqual([null]);
        expect(await fixture.operator.show(old[0].id)).toBeNull();
        expect(await prune()).toEqual(NONE_REMOVED);
      });

      it('deletes nothing that is open, looked at, or was changed since', async () => {
        const open = await bought({ createdAt: START });
        const unconfirmed = (await advanced(await bought(), { status: 'UNCONFIRMED', updatedAt: START })).task;
        const failed = await bought();
        await advanced(failed, { status: 'FAILED', updatedAt: START }, at(START + 90_000));
        const late = await bought();
        await advanced(late, { status: 'SUCCEEDED', updatedAt: START + HOUR });
        const old = await ended();
        expect(await prune()).toMatchObject({ tasks: 1 });
        expect(await kept(open, unconfirmed, failed, late, old)).toEqual([true, true, true, true, false]);
      });

      it('keeps a task as long as one of its idempotency keys is young', async () => {
        const before = Date.now() - HOUR;
        const old = await ended(START, {}, { reuseKey: 'same' });
        await advanced(old, { updatedAt: START, expiresAt: null });
        const again = { idempotencyKey: 'late', reuseKey: 'same' };
        const asked = { ...again, task: { ...old, id: randomUUID(), createdAt: Date.now() } };
        expect(await store.create({ ...wish(asked), ...again })).toMatchObject({ kind: 'existing' });
        expect(await prune({ before })).toEqual(NONE_REMOVED);
        expect(await kept(old)).toEqual([true]);
        expect(await prune({ before: Date.now() + HOUR })).toMatchObject({ tasks: 1, idempotencyKeys: 1 });
        // The key is free.
        expect(await store.create({ ...wish(asked), ...again })).toMatchObject({ kind: 'created' });
      });

      it('never gives a sequence number twice, and leaves cursors as they are', async () => {
        const [first, second] = [await ended(), await ended()];
        const latest = await store.latestSequence('alice');
        const bobs = await created(wish({ task: { ...first, id: randomUUID(), viewer: 'bob' } }));
        await prune();
        expect(await kept(first, second)).toEqual([false, false]);
        expect(await store.latestSequence('bob')).toBe(bobs.sequence);
        const after = await store.latestSequence('alice');
        expect(after).toBeGreaterThan(latest);
        expect(await store.changedSince('alice', 1, 10)).toEqual({ changes: [], upTo: after });
        const next = await created(wish());
        expect(next.sequence).toBe(after + 1);
        expect(await store.changedSince('alice', 1, 10)).toEqual({ changes: [next], upTo: next.sequence });
        expect((await store.list('alice', {}, 10, null)).tasks).toHaveLength(1);
      });

      it('leaves the newest number where the viewer has other tasks', async () => {
        const [open] = [await bought(), await ended()];
        const latest = await store.latestSequence('alice');
        expect(await prune()).toMatchObject({ tasks: 1 });
        expect(await store.latestSequence('alice')).toBe(latest);
        expect((await advanced(open)).sequence).toBe(latest + 1);
      });

      it('looks at a bounded number of tasks in a step, and passes over those that stay', async () => {
        const late = await bought();
        await advanced(late, { status: 'SUCCEEDED', updatedAt: START + HOUR });
        const old = [await ended(), await ended(), await ended()];
        const step = await store.prune({ before: START + HOUR, after: null, limit: 1 });
        expect(step?.next).not.toBeNull();
        expect((step?.removed.tasks ?? 0) <= 1).toBe(true);
        await prune({ limit: 1 });
        expect(await kept(late, ...old)).toEqual([true, false, false, false]);
      });

      it('leaves alone who writes about a task that is gone', async () => {
        const old = await ended();
        const tracked = await stored(old.id);
        await prune();
        await store.addNote(old.id, note());
        expect(await store.save({ ...tracked, revision: 3 }, tracked.revision, note())).toBeNull();
        expect(await store.getTracked(old.id)).toBeNull();
      });
    });

    describe('erase', () => {
      const erase = async (viewer: string, force = false): Promise<Removed> => {
        let removed = NONE_REMOVED;
        for (;;) {
          const step = await fixture.operator.erase({ viewer, limit: 2, force });
          removed = addRemoved(removed, step.removed);
          if (step.isDone) return removed;
          if (step.open > 0 && !force) throw new Error(`open: ${step.open}`);
        }
      };

      it('deletes everything of a viewer, and nothing of another', async () => {
        const tasks = [await ended(), await ended(), await ended(START, {}, { idempotencyKey: 'key' })];
        const bobs = await ended(START, { viewer: 'bob' }, { idempotencyKey: 'key' });
        expect(await erase('alice')).toEqual({ tasks: 3, idempotencyKeys: 1, notes: 3, parts: 0 });
        expect(await kept(...tasks, bobs)).toEqual([false, false, false, true]);
        expect(await erase('nobody')).toEqual(NONE_REMOVED);
      });

      it('refuses while tasks are open, unless it is forced', async () => {
        const [open, old] = [await bought(), await ended()];
        await expect(erase('alice')).rejects.toThrow('open: 1');
        expect(await kept(open, old)).toEqual([true, true]);
        expect(await erase('alice', true)).toMatchObject({ tasks: 2 });
        expect(await kept(open, old)).toEqual([false, false]);
      });

      it('gives a viewer who returns numbers that the viewer never had', async () => {
        await ended();
        const latest = await store.latestSequence('alice');
        await erase('alice');
        expect(await store.latestSequence('alice')).toBeGreaterThan(latest);
        const { sequence } = await created(wish());
        expect(sequence).toBeGreaterThan(latest + 1);
        expect(await store.latestSequence('alice')).toBe(sequence);
      });
    });

    it('keeps which unknown tasks callbacks name, the newest thousand', async () => {
      const [one, other] = [randomUUID(), randomUUID()];
      await store.noteUnknown(one, null, START);
      await store.noteUnknown(other, 'up-2', START + 1);
      await store.noteUnknown(one, 'up-1', START + 2);
      expect(await fixture.operator.unknownCallbacks()).toEqual([
        { taskId: one, upstreamTaskId: 'up-1', firstAt: START, lastAt: START + 2, count: 2 },
        { taskId: other, upstreamTaskId: 'up-2', firstAt: START + 1, lastAt: START + 1, count: 1 },
      ]);
      const more = Array.from({ length: 998 }, (_, index) => store.noteUnknown(randomUUID(), null, START + 3 + index));
      await Promise.all(more);
      // Nodes that note at the same moment do not see each other's rows; the next one does.
      await store.noteUnknown(randomUUID(), null, START + 2_000);
      const newest = await fixture.operator.unknownCallbacks();
      expect(newest).toHaveLength(1_000);
      expect(newest.at(-1)?.taskId).toBe(one);
      await prune({ before: START + 3 });
      expect(await fixture.operator.unknownCallbacks()).toHaveLength(999);
    });

    it('shares with its parent the changes until the epoch began, and none with another', async () => {
      await ended();
      const [parent, latest] = [store.epoch, await store.latestSequence('alice')];
      expect(await store.sharedSequence('alice', parent)).toBe(0);
      await fixture.operator.beginEpoch();
      await ended();
      expect(await store.sharedSequence('alice', parent)).toBe(latest);
      expect(await store.sharedSequence('bob', parent)).toBe(0);
      await fixture.operator.beginEpoch();
      expect(await store.sharedSequence('alice', parent)).toBe(0);
    });
  });
};
