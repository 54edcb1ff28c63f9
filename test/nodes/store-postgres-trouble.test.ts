import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewPurchase, TaskStore } from '../../src/domain/ports/task-store.ts';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import { createDatabase as connect } from '../../src/store/postgres/database.ts';
import { prepareDatabase } from '../../src/store/postgres/open.ts';
import { createPostgresOperatorStore } from '../../src/store/postgres/postgres-operator-store.ts';
import { createPostgresTaskStore } from '../../src/store/postgres/postgres-task-store.ts';
import { createSharedClock } from '../../src/store/shared-clock.ts';
import { steadyClock, systemClock } from '../../src/system-clock.ts';
import { eventually } from '../support/eventually.ts';
import { START } from '../support/manual-clock.ts';
import { aTask } from '../support/tasks.ts';
import { createTcpProxy } from '../support/tcp-proxy.ts';
import { createDatabase } from './support/servers.ts';

let url: string;
let epoch: string;
let drop: () => Promise<void>;
let admin: pg.Client;
/** Inside of a transaction, `admin` would see who waits as of the first look. */
let observer: pg.Client;
let store: TaskStore;
beforeAll(async () => {
  ({ url, drop } = await createDatabase());
  epoch = await prepareDatabase(url);
});
afterAll(() => drop());
beforeEach(async () => {
  admin = new pg.Client({ connectionString: url });
  observer = new pg.Client({ connectionString: url });
  await Promise.all([admin.connect(), observer.connect()]);
  store = createPostgresTaskStore(connect({ url, clock: steadyClock }), createSharedClock(systemClock), epoch);
});
afterEach(async () => {
  await Promise.all([store.close(), admin.end(), observer.end()]);
});

const wish = (change: Partial<NewPurchase> = {}, task = aTask({ id: randomUUID() })): NewPurchase => ({
  tracked: { task, check: { at: null, pauseMs: 1 }, revision: 1 },
  idempotencyKey: null,
  maxKeys: 10,
  fingerprint: '',
  reuseKey: null,
  sourceTrack: null,
  forceNew: false,
  budgets: [],
  ...change,
});
const note = { at: START, kind: 'poll', outcome: 'x', detail: null } as const;

describe('texts that PostgreSQL cannot hold', () => {
  const AWKWARD = ['a\0b', 'half \ud83c of a pair', '\\u0000', '\\', 'a\\u005cb', '🎵 whole'];

  it.each(AWKWARD)('are kept, found and told apart: %j', async (text) => {
    const viewer = `${randomUUID()} ${text}`;
    const task = aTask({ id: randomUUID(), viewer, upstreamTaskId: `${viewer} up` });
    const purchase = { idempotencyKey: text, reuseKey: text, sourceTrack: text };
    expect((await store.create(wish(purchase, task))).kind).toBe('created');
    expect(await store.get(task.id)).toEqual(task);
    expect(await store.get(text)).toBeNull();
    expect((await store.list(viewer, {}, 10, null)).tasks).toMatchObject([{ task: { id: task.id } }]);
    expect(await store.getByUpstreamId(`${viewer} up`)).toEqual(task);
    expect(await store.listBySourceTrack(viewer, [...AWKWARD, text], 10)).toEqual(
      [...AWKWARD, text].map((track) => (track === text ? [task] : [])),
    );
    await store.addNote(task.id, { ...note, detail: text });
    const parts = [JSON.stringify(text), text];
    const next = { task: { ...task, version: 2 }, check: { at: null, pauseMs: 1 }, revision: 2 };
    await store.save(next, 1, { ...note, outcome: 'y' }, parts);
    const keys = [1, 0, 2].map((part) => ({ taskId: task.id, part }));
    expect(await store.getParts(keys)).toEqual([text, JSON.stringify(text), null]);
    const operator = createPostgresOperatorStore(connect({ url, clock: steadyClock }));
    const story = await operator.show(task.id);
    expect(story).toMatchObject({ notes: [{ detail: text }, { detail: null }], idempotencyKeys: [text] });
    await operator.close();
  });
});

describe('the sequence numbers of a viewer', () => {
  it('become visible in their order, however long a commit takes', async () => {
    const viewer = randomUUID();
    const created = await store.create(wish({}, aTask({ id: randomUUID(), viewer })));
    expect(created).toMatchObject({ kind: 'created', change: { sequence: 1 } });
    // Another node has its number, and has not committed yet.
    await admin.query('BEGIN');
    await admin.query('UPDATE viewers SET sequence = sequence + 1 WHERE viewer = $1', [viewer]);
    const later = store.create(wish({}, aTask({ id: randomUUID(), viewer })));
    const other = await store.create(wish({}, aTask({ id: randomUUID(), viewer: randomUUID() })));
    expect(other.kind).toBe('created');
    expect(await store.changedSince(viewer, 1, 10)).toEqual({ changes: [], upTo: 1 });
    await admin.query('COMMIT');
    expect(await later).toMatchObject({ change: { sequence: 3 } });
  });

  it('make a write wait for two seconds at most', async () => {
    const viewer = randomUUID();
    await store.create(wish({}, aTask({ id: randomUUID(), viewer })));
    await admin.query('BEGIN');
    await admin.query('SELECT * FROM viewers WHERE viewer = $1 FOR UPDATE', [viewer]);
    const begun = performance.now();
    await expect(store.create(wish({}, aTask({ id: randomUUID(), viewer })))).rejects.toThrow(StoreUnavailableError);
    expect(performance.now() - begun).toBeLessThan(4_000);
    expect((await store.list(viewer, {}, 10, null)).tasks).toHaveLength(1);
    await admin.query('ROLLBACK');
  });
});

describe('a connection that is lost', () => {
  const behindCable = async () => {
    const proxy = await createTcpProxy(Number(new URL(url).port || 5_432));
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String(proxy.port);
    return {
      proxy,
      store: createPostgresTaskStore(
        connect({ url: through.href, clock: steadyClock }),
        createSharedClock(systemClock),
        epoch,
      ),
    };
  };

  /** Holds a viewer's row, so that a write of the viewer is under way until it is released. */
  const holdViewer = async (viewer: string) => {
    await admin.query('BEGIN');
    await admin.query('SELECT * FROM viewers WHERE viewer = $1 FOR UPDATE', [viewer]);
    const waiting = async (): Promise<number> => {
      const sql = `SELECT count(*)::int AS count FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      return (await observer.query<{ count: number }>(sql)).rows[0]?.count ?? 0;
    };
    return { waiting, release: () => admin.query('COMMIT') };
  };

  it('while a purchase is written leaves one row, and the purchase is told of it', async () => {
    const { proxy, store: far } = await behindCable();
    const viewer = randomUUID();
    await far.create(wish({}, aTask({ id: randomUUID(), viewer })));
    const held = await holdViewer(viewer);
    const task = aTask({ id: randomUUID(), viewer });
    const writing = far.create(wish({ idempotencyKey: 'key' }, task));
    await eventually(async () => expect(await held.waiting()).toBe(1));
    proxy.cutOff();
    // The server goes on with the first run, and the second one waits behind it.
    await eventually(async () => expect(await held.waiting()).toBe(2));
    await held.release();
    expect(await writing).toEqual({ kind: 'created', change: { task, sequence: 2 } });
    expect((await store.list(viewer, {}, 10, null)).tasks).toHaveLength(2);
    expect(await store.create(wish({ idempotencyKey: 'key' }, aTask({ id: randomUUID(), viewer })))).toMatchObject({
      kind: 'existing',
      task: { id: task.id },
    });
    await far.close();
    await proxy[Symbol.asyncDispose]();
  });

  it('while a version is saved saves it once, and tells its number', async () => {
    const { proxy, store: far } = await behindCable();
    const task = aTask({ id: randomUUID(), viewer: randomUUID() });
    await far.create(wish({}, task));
    const held = await holdViewer(task.viewer);
    const next = { ...task, version: 2, status: 'PROCESSING' } as const;
    const saving = far.save({ task: next, check: { at: null, pauseMs: 1 }, revision: 2 }, 1, note);
    await eventually(async () => expect(await held.waiting()).toBe(1));
    proxy.cutOff();
    await eventually(async () => expect(await held.waiting()).toBe(2));
    await held.release();
    expect(await saving).toEqual({ task: next, sequence: 2 });
    expect(await store.latestSequence(task.viewer)).toBe(2);
    await far.close();
    await proxy[Symbol.asyncDispose]();
  });

  it('is waited for, told as trouble of the store, and used again', async () => {
    const { proxy, store: far } = await behindCable();
    const { task } = wish().tracked;
    await far.create(wish({}, task));
    proxy.cutOff();
    expect(await far.get(task.id)).toEqual(task);
    proxy.leadTo(null);
    proxy.cutOff();
    await expect(far.get(task.id)).rejects.toThrow(StoreUnavailableError);
    await expect(far.ping()).rejects.toThrow(StoreUnavailableError);
    proxy.leadTo(Number(new URL(url).port || 5_432));
    await expect(far.ping()).resolves.toBeUndefined();
    await far.close();
    await proxy[Symbol.asyncDispose]();
  });
});
