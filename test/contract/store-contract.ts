import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OperatorStore, TaskSelection } from '../../src/domain/ports/operator-store.ts';
import type {
  BudgetRule,
  NewPurchase,
  TaskChange,
  TaskFilter,
  TaskPage,
  TaskStore,
  TimedNote,
} from '../../src/domain/ports/task-store.ts';
import { refusal } from '../../src/domain/tasks/lifecycle/refusal.ts';
import type { Check } from '../../src/domain/tasks/lifecycle/schedule.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import type { TrackedTask } from '../../src/domain/tasks/lifecycle/tracked-task.ts';
import { START } from '../support/manual-clock.ts';
import { aTask } from '../support/tasks.ts';

/** Stores that share what they store, as two nodes do; `close` is called on each. */
export interface StoreFixture {
  readonly store: TaskStore;
  /** The operator's view of the same tasks. */
  readonly operator: OperatorStore;
  /** Another connection to the same tasks. */
  another(): TaskStore;
  dispose(): Promise<void>;
}

const HOUR = 3_600_000;

const at = (ms: number | null, pauseMs = 30_000): Check => ({ at: ms, pauseMs });
const never = at(null);

interface Wish extends Partial<NewPurchase> {
  readonly task?: Task;
  readonly check?: Check;
}

const wish = ({
  task = aTask({ id: randomUUID() }),
  check = at(START + 90_000),
  ...change
}: Wish = {}): NewPurchase => ({
  tracked: { task, check, revision: 1 },
  idempotencyKey: null,
  maxKeys: 10,
  fingerprint: 'same',
  reuseKey: null,
  sourceTrack: null,
  forceNew: false,
  budgets: [],
  ...change,
});

const note = (change: Partial<TimedNote> = {}): TimedNote => ({
  at: START,
  kind: 'purchase',
  outcome: 'accepted',
  detail: null,
  ...change,
});

const ALL: TaskSelection = { status: null, operation: null, viewer: null, createdAfter: null, limit: 50 };

/** What every store of tasks has to do; run it on each. */
export const describeTaskStore = (name: string, makeFixture: () => Promise<StoreFixture>): void => {
  describe(`${name}: a store of tasks`, () => {
    let fixture: StoreFixture;
    let store: TaskStore;

    beforeEach(async () => {
      fixture = await makeFixture();
      store = fixture.store;
    });
    afterEach(() => fixture.dispose());

    const created = async (purchase: NewPurchase): Promise<TaskChange> => {
      const decision = await store.create(purchase);
      if (decision.kind !== 'created') throw new Error(`it was decided: ${decision.kind}`);
      return decision.change;
    };
    const bought = async (change: Partial<Task> = {}, more: Wish = {}): Promise<Task> =>
      (await created(wish({ ...more, task: aTask({ id: randomUUID(), ...change }) }))).task;

    const stored = async (id: string): Promise<TrackedTask> => {
      const tracked = await store.getTracked(id);
      if (tracked === null) throw new Error(`there is no task ${id}`);
      return tracked;
    };

    /** The stored task with another check and, unless `change` is null, with the next version. */
    const advanced = async (task: Task, change: Partial<Task> | null = {}, check = never): Promise<TaskChange> => {
      const { revision } = await stored(task.id);
      const next = change === null ? task : { ...task, version: task.version + 1, ...change };
      const saved = await store.save({ task: next, check, revision: revision + 1 }, revision, note());
      if (saved === null) throw new Error('the revision was not as expected');
      return saved;
    };

    const nextAt = async (now = START): Promise<number | null> =>
      (await store.leaseDue({ now, until: now + 60_000, farthest: now + 2 * HOUR, limit: 0 })).nextAt;
    const leased = async (now: number, limit = 10, from = store, maxPauseMs?: number): Promise<string[]> => {
      const request = {
        now,
        until: now + 60_000,
        farthest: now + 2 * HOUR,
        limit,
        ...(maxPauseMs !== undefined && { maxPauseMs }),
      };
      return (await from.leaseDue(request)).leased.map(({ task }) => task.id);
    };

    describe('create', () => {
      it('keeps a task as it is', async () => {
        const task = await bought({ viewer: 'älice', creditCost: 8.5 });
        expect(await store.get(task.id)).toEqual(task);
        expect(await fixture.another().get(task.id)).toEqual(task);
        expect(await store.get(randomUUID())).toBeNull();
      });

      it('answers a key that is known with its task, and knows the task again', async () => {
        const { task } = await created(wish({ idempotencyKey: 'key' }));
        expect(await store.create(wish({ idempotencyKey: 'key' }))).toEqual({ kind: 'existing', task });
        const { task: next } = await advanced(task, { status: 'FAILED' });
        expect(await store.create(wish({ idempotencyKey: 'key' }))).toEqual({ kind: 'existing', task: next });
      });

      it('calls the same key for something else a conflict, with the task that it answers', async () => {
        const { task } = await created(wish({ idempotencyKey: 'key' }));
        expect(await store.create(wish({ idempotencyKey: 'key', fingerprint: 'other' }))).toEqual({
          kind: 'key-conflict',
          task,
        });
      });

      it('keeps the keys of viewers apart', async () => {
        await created(wish({ idempotencyKey: 'key' }));
        await created(wish({ idempotencyKey: 'key', task: aTask({ id: randomUUID(), viewer: 'bob' }) }));
      });

      it('creates one task for fifty equal wishes at once, over two connections', async () => {
        const stores = [store, fixture.another()];
        const decisions = await Promise.all(
          Array.from({ length: 50 }, (_, index) => stores[index % 2]?.create(wish({ idempotencyKey: 'key' }))),
        );
        const kinds = decisions.map((decision) => decision?.kind);
        expect(kinds.filter((kind) => kind === 'created')).toHaveLength(1);
        expect(kinds.filter((kind) => kind === 'existing')).toHaveLength(49);
      });

      it('frees the keys of a task that was refused, and of no other', async () => {
        const { task } = await created(wish({ idempotencyKey: 'key', reuseKey: 'wish' }));
        await store.create(wish({ idempotencyKey: 'second key', reuseKey: 'wish' }));
        await advanced(task, { status: 'FAILED', refusal: refusal('RATE_LIMITED', 'Later.') });
        await created(wish({ idempotencyKey: 'key', fingerprint: 'other' }));
        await created(wish({ idempotencyKey: 'second key', fingerprint: 'other' }));
        const { task: failed } = await created(wish({ idempotencyKey: 'third key' }));
        await advanced(failed, { status: 'FAILED' });
        expect((await store.create(wish({ idempotencyKey: 'third key' }))).kind).toBe('existing');
      });

      it('answers a wish that is being, or has been, fulfilled', async () => {
        const { task } = await created(wish({ reuseKey: 'wish' }));
        for (const status of ['SUBMITTING', 'UNCONFIRMED', 'PROCESSING'] as const) {
          const current = await store.get(task.id);
          if (current && status !== 'SUBMITTING') await advanced(current, { status });
          expect((await store.create(wish({ reuseKey: 'wish' }))).kind).toBe('existing');
        }
        // Another viewer's, another wish, or none at all.
        await created(wish({ reuseKey: 'wish', task: aTask({ id: randomUUID(), viewer: 'bob' }) }));
        await created(wish({ reuseKey: 'other' }));
        await created(wish());
      });

      it('does not answer with what failed, or is about to expire', async () => {
        const { task } = await created(wish({ reuseKey: 'wish' }));
        const { task: done } = await advanced(task, { status: 'SUCCEEDED', expiresAt: START + 2 * HOUR });
        const wanted = (now: number) => wish({ reuseKey: 'wish', task: aTask({ id: randomUUID(), createdAt: now }) });
        expect((await store.create(wanted(START + HOUR - 1))).kind).toBe('existing');
        const second = await created(wanted(START + HOUR));
        await advanced(second.task, { status: 'FAILED' });
        await created(wanted(START + HOUR));
        expect(done.status).toBe('SUCCEEDED');
      });

      it('buys anew when told, and answers with the newest', async () => {
        await created(wish({ reuseKey: 'wish' }));
        const { task: newest } = await created(wish({ reuseKey: 'wish', forceNew: true }));
        expect(await store.create(wish({ reuseKey: 'wish' }))).toEqual({ kind: 'existing', task: newest });
      });

      it('does not forget a live result when a new one is refused', async () => {
        const { task } = await created(wish({ reuseKey: 'wish' }));
        const forced = await created(wish({ reuseKey: 'wish', forceNew: true }));
        await advanced(forced.task, { status: 'FAILED', refusal: refusal('RATE_LIMITED', 'Later.') });
        expect(await store.create(wish({ reuseKey: 'wish' }))).toMatchObject({
          kind: 'existing',
          task: { id: task.id },
        });
      });

      it('binds a key to the task that answered it', async () => {
        const { task } = await created(wish({ reuseKey: 'wish' }));
        await store.create(wish({ reuseKey: 'wish', idempotencyKey: 'key' }));
        await advanced(task, { status: 'FAILED' });
        expect(await store.create(wish({ reuseKey: 'wish', idempotencyKey: 'key' }))).toMatchObject({
          kind: 'existing',
          task: { id: task.id },
        });
      });

      it('binds no more keys to a task than are allowed', async () => {
        const { task } = await created(wish({ reuseKey: 'wish', idempotencyKey: 'first' }));
        const again = (idempotencyKey: string | null) =>
          store.create(wish({ reuseKey: 'wish', idempotencyKey, maxKeys: 3 }));
        for (const key of ['second', 'third']) expect((await again(key)).kind).toBe('existing');
        expect(await again('fourth')).toEqual({ kind: 'too-many-keys' });
        // A known key, or none, is answered all the same.
        for (const key of ['second', null]) expect(await again(key)).toEqual({ kind: 'existing', task });
      });

      it('counts the purchases of one viewer since a moment, but those that do not count', async () => {
        const rule = (now: number): BudgetRule => ({
          name: 'purchases',
          since: now - 60_000,
          until: now + 60_000,
          limit: 2,
          cost: 1,
        });
        const attempt = (now: number, viewer = 'alice') =>
          store.create(wish({ budgets: [rule(now)], task: aTask({ id: randomUUID(), viewer, createdAt: now }) }));
        await attempt(START);
        const refused = await attempt(START + 1_000);
        if (refused.kind !== 'created') throw new Error('it was within the budget');
        await advanced(refused.change.task, { status: 'FAILED', charge: 'NOT_CHARGED' });
        expect((await attempt(START + 2_000)).kind).toBe('created');
        const over = { kind: 'over-budget', rule: rule(START + 3_000), oldest: START };
        expect(await attempt(START + 3_000)).toEqual(over);
        expect((await attempt(START + 3_000, 'bob')).kind).toBe('created');
        expect((await attempt(START + 60_000)).kind).toBe('created');
        // To a clock that was set back, only what it bought just before is recent.
        expect((await attempt(START - 30_000)).kind).toBe('over-budget');
        expect((await attempt(START - HOUR)).kind).toBe('created');
      });

      it('adds up the credits of one viewer since a moment', async () => {
        const rule = (now: number, cost: number): BudgetRule => ({
          name: 'credits',
          since: now - HOUR,
          until: now + HOUR,
          limit: 25,
          cost,
        });
        const attempt = (now: number, creditCost: number | null = 10) => {
          const budgets = creditCost === null ? [] : [rule(now, creditCost)];
          return store.create(wish({ budgets, task: aTask({ id: randomUUID(), createdAt: now, creditCost }) }));
        };
        // What costs nothing neither uses up a budget nor is waited for.
        expect((await attempt(START - 5_000, null)).kind).toBe('created');
        expect((await attempt(START)).kind).toBe('created');
        expect((await attempt(START)).kind).toBe('created');
        const now = START + 1_000;
        expect(await attempt(now)).toEqual({ kind: 'over-budget', rule: rule(now, 10), oldest: START });
        expect((await attempt(now, null)).kind).toBe('created');
        const later = START + 2 * HOUR;
        expect(await attempt(later, 26)).toEqual({ kind: 'over-budget', rule: rule(later, 26), oldest: later });
        expect((await attempt(later)).kind).toBe('created');
      });

      it('keeps the first of several budgets that is used up, and answers a known key before', async () => {
        const budgets: BudgetRule[] = [
          { name: 'credits', since: START - HOUR, until: START + HOUR, limit: 100, cost: 10 },
          { name: 'purchases', since: START - HOUR, until: START + HOUR, limit: 1, cost: 1 },
        ];
        await created(wish({ idempotencyKey: 'key', budgets }));
        expect(await store.create(wish({ budgets }))).toMatchObject({ kind: 'over-budget', rule: budgets[1] });
        expect((await store.create(wish({ idempotencyKey: 'key', budgets }))).kind).toBe('existing');
      });
    });

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

    it('keeps the newest notes of a task, in order', async () => {
      const task = await bought();
      for (let index = 0; index < 250; index += 1) {
        await store.addNote(task.id, note({ at: START + index, kind: 'callback', detail: String(index) }));
      }
      const notes = (await fixture.operator.show(task.id))?.notes ?? [];
      expect(notes.map(({ detail }) => Number(detail))).toEqual(Array.from({ length: 200 }, (_, index) => index + 50));
    });

    it('says when it can be written to', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });
  });
};
