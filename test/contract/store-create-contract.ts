import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BudgetRule, TaskStore } from '../../src/domain/ports/task-store.ts';
import { refusal } from '../../src/domain/tasks/lifecycle/refusal.ts';
import { START } from '../support/manual-clock.ts';
import { HOUR, type StoreFixture, storeHelpers, wish } from '../support/store-fixture.ts';
import { aTask } from '../support/tasks.ts';

/** How every store of tasks decides about a wish to buy; run it on each. */
export const describeCreate = (name: string, makeFixture: () => Promise<StoreFixture>): void => {
  describe(`${name}: what a store of tasks creates`, () => {
    let fixture: StoreFixture;
    let store: TaskStore;

    beforeEach(async () => {
      fixture = await makeFixture();
      store = fixture.store;
    });
    afterEach(() => fixture.dispose());

    const { created, bought, advanced } = storeHelpers(() => store);

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
  });
};
