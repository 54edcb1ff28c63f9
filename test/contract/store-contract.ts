import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TaskFilter, TaskPage, TaskStore } from '../../src/domain/ports/task-store.ts';
import { refusal } from '../../src/domain/tasks/lifecycle/refusal.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { START } from '../support/manual-clock.ts';
import { ALL, at, never, note, type StoreFixture, storeHelpers, wish } from '../support/store-fixture.ts';

/** How every store of tasks saves and reads; run it on each. */
export const describeTaskStore = (name: string, makeFixture: () => Promise<StoreFixture>): void => {
  describe(`${name}: a store of tasks`, () => {
    let fixture: StoreFixture;
    let store: TaskStore;

    beforeEach(async () => {
      fixture = await makeFixture();
      store = fixture.store;
    });
    afterEach(() => fixture.dispose());

    const { created, bought, stored, advanced } = storeHelpers(() => store);

    describe('save', () => {
      it('takes only what was made from the newest revision', async () => {
        const task = await bought();
        const tracked = await stored(task.id);
        expect(tracked).toEqual({ task, check: at(START + 90_000), revision: 1 });
        const second = { task: { ...task, version: 2, status: 'PROCESSING' }, check: never, revision: 2 } as const;
        const rival = { ...second, task: { ...task, version: 2, status: 'UNCONFIRMED' } } as const;
        const results = await Promise.all([store.save(second, 1, note()), fixture.another().save(rival, 1, note())]);
        expect(results.filter((result) => result === null)).toHaveLength(1);
        expect(await store.save(second, 1, note())).toBeNull();
        expect(await store.save({ ...second, task: { ...task, id: randomUUID() } }, 1, note())).toBeNull();
        expect((await fixture.operator.show(task.id))?.notes).toEqual([note()]);
        expect((await stored(task.id)).revision).toBe(2);
        expect([await store.getRevision(task.id), await store.getRevision('none')]).toEqual([2, null]);
      });

      it('keeps of what was refused unsent the newest hundred of each viewer, and all else', async () => {
        const no = { status: 'FAILED', refusal: refusal('RATE_LIMITED', 'Later.') } as const;
        const sent = { at: START + 1, version: 2, type: 'FAILED', detail: null } as const;
        const byProvider = refusal('INSUFFICIENT_CREDITS', 'No.', { upstreamCode: 402 });
        const [fine, bobs, known] = [await bought(), await bought({ viewer: 'bob' }), await bought()];
        await advanced(bobs, no);
        const arrived = { ...no, refusal: byProvider, timeline: [sent, sent] };
        await advanced(known, arrived);
        const ids: string[] = [];
        for (let index = 0; index < 130; index += 1) {
          const { task } = await created(wish({ idempotencyKey: 'key' }));
          await advanced(task, no);
          ids.push(task.id);
        }
        const left = async (which: readonly string[]) => (await store.getMany(which)).map((task) => task !== null);
        expect(await left(ids)).toEqual(ids.map((_, index) => index >= 30));
        expect(await left([fine.id, bobs.id, known.id])).toEqual([true, true, true]);
        expect((await fixture.operator.list({ ...ALL, limit: 1_000 })).length).toBe(103);
      });

      it('never counts back, also when the task that changed last is one of too many', async () => {
        const no = { status: 'FAILED', refusal: refusal('RATE_LIMITED', 'Later.') } as const;
        const oldest = await created(wish());
        for (let index = 0; index < 100; index += 1) await advanced((await created(wish())).task, no);
        const { sequence } = await advanced(oldest.task, no);
        expect(await store.latestSequence('alice')).toBe(sequence);
        expect((await created(wish())).sequence).toBe(sequence + 1);
      });

      it('keeps of what the provider refused the newest thousand of each viewer', async () => {
        const sent = { at: START + 1, version: 2, type: 'FAILED', detail: null } as const;
        const byProvider = refusal('INVALID_INPUT', 'No.', { upstreamCode: 422 });
        const no = { status: 'FAILED', refusal: byProvider, timeline: [sent, sent] } as const;
        const bobs = await bought({ viewer: 'bob' });
        await advanced(bobs, no);
        const ids: string[] = [];
        for (let index = 0; index < 1_010; index += 1) {
          const task = await bought();
          await advanced(task, no);
          ids.push(task.id);
        }
        const left = (await store.getMany(ids)).map((task) => task !== null);
        expect(left).toEqual(ids.map((_, index) => index >= 10));
        expect(await store.get(bobs.id)).not.toBeNull();
      });

      it('finds a task by the id that it got from the provider', async () => {
        const task = await bought();
        expect(await store.getByUpstreamId('up')).toBeNull();
        const { task: saved } = await advanced(task, { upstreamTaskId: 'up' });
        expect(await store.getByUpstreamId('up')).toEqual(saved);
        expect(await store.getByUpstreamId('UP')).toEqual(saved);
      });

      it('numbers the changes of a viewer, without what no viewer can see', async () => {
        const first = await created(wish());
        const second = await created(wish());
        expect([first.sequence, second.sequence]).toEqual([1, 2]);
        const saved = await advanced(first.task);
        expect(saved.sequence).toBe(3);
        const inconsistent = await advanced({ ...saved.task, inconsistency: { about: 'files', since: START } }, null);
        expect(inconsistent.sequence).toBe(3);
        expect(await store.latestSequence('alice')).toBe(3);
        expect(await store.latestSequence('bob')).toBe(0);
      });
    });

    describe('reading', () => {
      it('gives many in the order that was asked for', async () => {
        const [one, two] = [await bought(), await bought()];
        expect(await store.getMany([two.id, 'nobody', one.id, two.id])).toEqual([two, null, one, two]);
        expect(await store.getMany([])).toEqual([]);
      });

      it('lists by pages, the newest first, each task once, filtered', async () => {
        const tasks: Task[] = [];
        for (let index = 0; index < 5; index += 1) tasks.push(await bought());
        await bought({ viewer: 'bob' });
        const newest = tasks.toReversed().map(({ id }) => id);
        const page = await store.list('alice', {}, 2, null);
        expect(page.tasks.map(({ task }) => task.id)).toEqual(newest.slice(0, 2));
        expect(page.hasMore).toBe(true);
        // What changes or is born meanwhile does not move the place.
        const [, second] = tasks;
        if (second) await advanced(second, { status: 'PROCESSING' });
        await bought();
        const rest = await store.list('alice', {}, 3, page.tasks.at(-1)?.position ?? null);
        expect(rest.tasks.map(({ task }) => task.id)).toEqual(newest.slice(2));
        expect(rest.hasMore).toBe(false);
        const filtered = await store.list('alice', { status: ['PROCESSING', 'FAILED'] }, 10, null);
        expect(filtered.tasks.map(({ task }) => task.id)).toEqual([second?.id]);
        expect((await store.list('alice', { operation: ['ADD_VOCALS'] }, 10, null)).tasks).toEqual([]);
        expect((await store.list('alice', { status: null, operation: null }, 10, null)).tasks).toHaveLength(6);
      });

      it("finds the viewer's tasks by the track that they work on", async () => {
        const [old, young] = [await bought({}, { sourceTrack: 'a/1' }), await bought({}, { sourceTrack: 'a/1' })];
        const other = await bought({}, { sourceTrack: 'a/2' });
        await bought({ viewer: 'bob' }, { sourceTrack: 'a/1' });
        const idsOf = (found: Task[][]) => found.map((tasks) => tasks.map(({ id }) => id));
        const tracks = ['a/2', 'nothing', 'a/1'];
        const found = await store.listBySourceTrack('alice', tracks, 10);
        expect(idsOf(found)).toEqual([[other.id], [], [young.id, old.id]]);
        expect(idsOf(await store.listBySourceTrack('alice', tracks, 1))).toEqual([[other.id], [], [young.id]]);
        expect(idsOf(await store.listBySourceTrack('alice', ['a/1'], 10, ['SEPARATE_VOCALS']))).toEqual([
          [young.id, old.id],
        ]);
        expect(await store.listBySourceTrack('alice', ['a/1'], 10, ['ADD_VOCALS'])).toEqual([[]]);
      });

      it('gives no more tasks of a track than are asked for, and none that was refused', async () => {
        const source = { sourceTrack: 'a/1' };
        const [oldest, middle, newest] = [await bought({}, source), await bought({}, source), await bought({}, source)];
        const ids = async (limit: number) =>
          (await store.listBySourceTrack('alice', ['a/1'], limit)).flat().map(({ id }) => id);
        expect(await ids(2)).toEqual([newest.id, middle.id]);
        await advanced(middle, { status: 'FAILED', refusal: refusal('NOT_FOUND', 'No.') });
        await advanced(newest, { status: 'FAILED', charge: 'CHARGED' });
        expect(await ids(10)).toEqual([newest.id, oldest.id]);
      });

      it('filters by status and operation at once, page by page, without a task twice', async () => {
        const made: Task[] = [];
        for (let index = 0; index < 12; index += 1) {
          const task = await bought(index % 3 === 0 ? { operation: 'ADD_VOCALS' } : {});
          made.push(index % 2 === 0 ? (await advanced(task, { status: 'FAILED' })).task : task);
        }
        const fits = (filter: TaskFilter) =>
          made
            .filter(({ status }) => !filter.status || filter.status.includes(status))
            .filter(({ operation }) => !filter.operation || filter.operation.includes(operation))
            .map(({ id }) => id)
            .reverse();
        const filters: TaskFilter[] = [
          { status: ['FAILED'] },
          { status: ['FAILED', 'SUBMITTING', 'FAILED'] },
          { operation: ['SEPARATE_VOCALS'] },
          { operation: ['ADD_VOCALS', 'SEPARATE_VOCALS'], status: ['SUBMITTING'] },
          { operation: ['ADD_VOCALS'], status: [] },
          { operation: [], status: null },
          { status: ['UNCONFIRMED'] },
        ];
        for (const filter of filters) {
          const found: string[] = [];
          let hasMore = true;
          for (let after: number | null = null; hasMore; ) {
            const page: TaskPage = await store.list('alice', filter, 2, after);
            found.push(...page.tasks.map(({ task }) => task.id));
            after = page.tasks.at(-1)?.position ?? null;
            hasMore = page.hasMore;
          }
          expect(found).toEqual(fits(filter));
        }
      });

      it('gives what changed since, each task once, in its newest state', async () => {
        const [one, two] = [await created(wish()), await created(wish())];
        const changed = await advanced(one.task);
        expect((await store.changedSince('alice', 0, 10)).changes).toEqual([two, changed]);
        expect((await store.changedSince('alice', two.sequence, 10)).changes).toEqual([changed]);
        expect((await store.changedSince('alice', 0, 1)).changes).toEqual([two]);
        expect((await store.changedSince('bob', 0, 10)).changes).toEqual([]);
      });
    });

    it('keeps the newest notes of a task, in order', async () => {
      const task = await bought();
      for (let index = 0; index < 250; index += 1) {
        await store.addNote(task.id, note({ at: START + index, kind: 'callback', detail: String(index) }));
      }
      const notes = (await fixture.operator.show(task.id))?.notes ?? [];
      expect(notes.map(({ detail }) => Number(detail))).toEqual(Array.from({ length: 200 }, (_, index) => index + 50));
    });

    it('shows notes by the time of what they tell, also those that were written later', async () => {
      const task = await bought();
      for (const at of [START + 3, START + 1, START + 2]) await store.addNote(task.id, note({ at }));
      const notes = (await fixture.operator.show(task.id))?.notes ?? [];
      expect(notes.map(({ at }) => at - START)).toEqual([1, 2, 3]);
    });

    it('says when it can be written to', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });
  });
};
