import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TaskSelection } from '../../src/domain/ports/operator-store.ts';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { START } from '../support/manual-clock.ts';
import { ALL, at, HOUR, never, note, type StoreFixture, storeHelpers, wish } from '../support/store-fixture.ts';

/** How every store of tasks leases due tasks, and what its operator does; run it on each. */
export const describeSchedule = (name: string, makeFixture: () => Promise<StoreFixture>): void => {
  describe(`${name}: the tasks of a store to look after`, () => {
    let fixture: StoreFixture;
    let store: TaskStore;

    beforeEach(async () => {
      fixture = await makeFixture();
      store = fixture.store;
    });
    afterEach(() => fixture.dispose());

    const { created, bought, stored, advanced, nextAt, leased } = storeHelpers(() => store);

    describe('looking after tasks', () => {
      const scheduled = async (due: number): Promise<Task> => bought({}, { check: at(due) });

      it('leases what is due, the longest due first, each to one', async () => {
        const [late, early] = [await scheduled(START + 2), await scheduled(START + 1)];
        await scheduled(START + 1_000);
        expect(await nextAt()).toBe(START + 1);
        expect(await leased(START)).toEqual([]);
        expect(await leased(START + 2, 1)).toEqual([early.id]);
        const both = await Promise.all([leased(START + 2), leased(START + 2, 10, fixture.another())]);
        expect(both.flat()).toEqual([late.id]);
        expect(await nextAt(START + 2)).toBe(START + 1_000);
      });

      it('gives with a lease what is stored', async () => {
        const task = await scheduled(START);
        const [tracked] = (
          await store.leaseDue({ now: START, until: START + 60_000, farthest: START + HOUR, limit: 1 })
        ).leased;
        expect(tracked).toEqual({ task, check: at(START), revision: 1 });
        expect(await stored(task.id)).toEqual(tracked);
      });

      it('leases only those with short pauses, when told so', async () => {
        await bought({}, { check: at(START) });
        const hinted = await bought({}, { check: at(START + 1, 1_000) });
        expect(await leased(START + 1, 10, store, 1_000)).toEqual([hinted.id]);
        expect(await leased(START + 1)).toHaveLength(1);
      });

      it('leases again when a lease is over', async () => {
        const task = await scheduled(START);
        await leased(START);
        expect(await nextAt(START + 1)).toBeNull();
        expect(await leased(START + 59_999)).toEqual([]);
        expect(await leased(START + 60_000)).toEqual([task.id]);
      });

      it('leases what a clock that was set back since has put far ahead', async () => {
        const named = await bought({ upstreamTaskId: 'up' }, { check: at(START + 24 * HOUR) });
        const near = await bought({ upstreamTaskId: 'near' }, { check: at(START + HOUR) });
        await bought({}, { check: at(START + 24 * HOUR) });
        expect(await nextAt()).toBe(START);
        expect(await leased(START, 10, store, 1_000)).toEqual([]);
        expect(await leased(START)).toEqual([named.id]);
        expect(await leased(START)).toEqual([]);
        expect(await nextAt()).toBe(START + HOUR);
        // A lease of such a clock holds for no longer than another.
        await advanced(near, null, at(START + 24 * HOUR));
        expect(await leased(START + 24 * HOUR)).toContain(near.id);
        expect(await leased(START)).toContain(near.id);
      });

      it('ends a lease when its check is replaced, and only then', async () => {
        const task = await scheduled(START);
        await leased(START);
        const { task: next } = await advanced(task, {}, at(START));
        expect(await leased(START + 1)).toEqual([]);
        await advanced(next, null, at(START + 1, 1_000));
        expect(await leased(START + 1)).toEqual([task.id]);
        await advanced(next, null, never);
        expect(await nextAt(START + 1)).toBeNull();
      });
    });

    describe('takeOver', () => {
      const SINCE_EVER = { arrivedSince: 0, limit: 100 };

      it('ends all leases, and makes nothing else due', async () => {
        if (!store.exclusive) return;
        const task = await bought({}, { check: at(START) });
        await bought({}, { check: at(START + HOUR) });
        await leased(START);
        await store.takeOver(SINCE_EVER);
        expect(await leased(START + 10)).toEqual([task.id]);
      });

      it('tells of the purchases under way', async () => {
        if (!store.exclusive) return;
        const task = await bought();
        const done = await bought();
        await advanced(done, { status: 'PROCESSING' });
        expect((await store.takeOver(SINCE_EVER)).interrupted).toEqual([await stored(task.id)]);
      });

      it('tells when the newest purchases since a moment arrived', async () => {
        if (!store.exclusive) return;
        for (const ms of [100, 300, 200, 400]) {
          const task = await bought();
          const arrived = { at: START + ms, version: 2, type: 'SUBMITTED', detail: null } as const;
          await advanced(task, { status: 'PROCESSING', timeline: [...task.timeline, arrived] });
        }
        await bought();
        const arrivals = async (arrivedSince: number, limit: number) =>
          (await store.takeOver({ arrivedSince, limit })).arrivals.map((moment) => moment - START);
        expect(await arrivals(START + 100, 10)).toEqual([400, 300, 200]);
        expect(await arrivals(START, 2)).toEqual([400, 300]);
        expect(await arrivals(START + 400, 10)).toEqual([]);
      });
    });

    describe('the operator', () => {
      it('sees the tasks of all viewers, filtered, the newest first', async () => {
        const first = await bought({}, { check: at(START + 7) });
        const second = await bought({ viewer: 'bob', createdAt: START + 2 });
        await advanced(second, { status: 'PROCESSING' });
        const ids = async (selection: Partial<TaskSelection> = {}) =>
          (await fixture.operator.list({ ...ALL, ...selection })).map(({ task }) => task.id);
        expect(await ids()).toEqual([second.id, first.id]);
        expect(await ids({ limit: 1 })).toEqual([second.id]);
        expect(await ids({ viewer: 'alice' })).toEqual([first.id]);
        expect(await ids({ status: ['PROCESSING'] })).toEqual([second.id]);
        expect(await ids({ operation: ['ADD_VOCALS'] })).toEqual([]);
        expect(await ids({ createdAfter: START })).toEqual([second.id]);
        expect(await fixture.operator.list({ ...ALL, viewer: 'alice' })).toEqual([
          { task: first, check: at(START + 7) },
        ]);
      });

      it('finds a task by its id or by that of the provider, with its notes and keys', async () => {
        const { task } = await created(wish({ idempotencyKey: 'key' }));
        const { task: bound } = await advanced(task, { upstreamTaskId: 'up' });
        const story = { task: bound, check: never, notes: [note()], idempotencyKeys: ['key'] };
        for (const id of [task.id, 'up', 'UP']) expect(await fixture.operator.show(id)).toEqual(story);
        expect(await fixture.operator.show('nobody')).toBeNull();
      });

      it('makes a task due, also while it is leased or a save is on its way', async () => {
        const task = await bought({}, { check: at(START) });
        await leased(START);
        const copy = await stored(task.id);
        await fixture.operator.setCheck(task.id, at(START + 1, 1_000));
        expect(await leased(START + 1)).toEqual([task.id]);
        expect(
          await store.save({ ...copy, check: never, revision: copy.revision + 1 }, copy.revision, note()),
        ).toBeNull();
      });
    });
  });
};
