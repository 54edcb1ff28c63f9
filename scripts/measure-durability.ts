/**
 * `node scripts/measure-durability.ts [folder]`: measures durable writes on the disk of a folder, the current one by
 * default. Numbers and conclusion: docs/decisions/005-durability.md.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { NewPurchase, TaskStore } from '../src/domain/ports/task-store.ts';
import type { Task } from '../src/domain/tasks/lifecycle/task.ts';
import { openDatabase } from '../src/store/sqlite/open.ts';
import { createSqliteTaskStore } from '../src/store/sqlite/sqlite-task-store.ts';
import { steadyClock } from '../src/system-clock.ts';
import { readOptions } from './read-options.ts';

const WRITES = 2_000;
/** Numbers of clients that write at the same time. Each begins its next write when its last one is durable. */
const CLIENTS = [1, 10, 50, 500];

const purchase = (): NewPurchase => {
  const now = Date.now();
  const task: Task = {
    id: randomUUID(),
    viewer: 'measure',
    operation: 'SEPARATE_VOCALS',
    input: { source: { track: null, audioUrl: `https://media.example.com/${randomUUID()}.mp3` }, type: 'SPLIT_STEM' },
    api: 'endpoints',
    status: 'SUBMITTING',
    version: 1,
    upstreamTaskId: null,
    charge: 'NOT_CHARGED',
    creditCost: 50,
    creditsConsumed: null,
    progress: null,
    output: { kind: 'separation', stems: [] },
    error: null,
    refusal: null,
    timeline: [{ at: now, version: 1, type: 'CREATED', detail: null }],
    createdAt: now,
    updatedAt: now,
    submittedAt: null,
    finishedAt: null,
    expiresAt: null,
    inconsistency: null,
    seenAt: null,
  };
  return {
    tracked: { task, check: { at: now + 90_000, pauseMs: 30_000 }, revision: 1 },
    idempotencyKey: task.id,
    maxKeys: 1,
    fingerprint: task.id,
    reuseKey: task.id,
    sourceTrack: null,
    forceNew: false,
    budgets: [],
  };
};

const measure = async (store: TaskStore, clients: number) => {
  const waits: number[] = [];
  let left = WRITES;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left-- > 0) {
        const asked = performance.now();
        await store.create(purchase());
        waits.push(performance.now() - asked);
      }
    }),
  );
  const took = performance.now() - begin;
  waits.sort((a, b) => a - b);
  const at = (share: number): string => (waits[Math.floor(waits.length * share)] ?? 0).toFixed(2);
  return { clients, 'writes/s': Math.round((WRITES / took) * 1_000), 'p50 ms': at(0.5), 'p99 ms': at(0.99) };
};

const { values, positionals } = readOptions({
  allowPositionals: true,
  options: { help: { type: 'boolean', default: false } },
});
if (values.help) {
  console.log('node scripts/measure-durability.ts [folder]   what durable writes cost on the disk of that folder');
  process.exit();
}

const folder = mkdtempSync(join(positionals[0] ?? '.', '.durability-'));
try {
  const rows: object[] = [];
  for (const synchronous of ['FULL', 'NORMAL']) {
    for (const clients of CLIENTS) {
      const db = openDatabase(join(folder, `${synchronous}-${clients}.db`));
      db.exec(`PRAGMA synchronous = ${synchronous}`);
      const store = createSqliteTaskStore(db, steadyClock);
      rows.push({ synchronous, ...(await measure(store, clients)) });
      await store.close();
    }
  }
  console.table(rows);
} finally {
  rmSync(folder, { recursive: true });
}
