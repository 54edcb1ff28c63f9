import { randomUUID } from 'node:crypto';
import type { OperatorStore, TaskSelection } from '../../src/domain/ports/operator-store.ts';
import type { NewPurchase, TaskChange, TaskStore, TimedNote } from '../../src/domain/ports/task-store.ts';
import type { Check } from '../../src/domain/tasks/lifecycle/schedule.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import type { TrackedTask } from '../../src/domain/tasks/lifecycle/tracked-task.ts';
import { START } from './manual-clock.ts';
import { aTask } from './tasks.ts';

/** Stores that share what they store, as two nodes do; `close` is called on each. */
export interface StoreFixture {
  readonly store: TaskStore;
  /** The operator's view of the same tasks. */
  readonly operator: OperatorStore;
  /** Another connection to the same tasks. */
  another(): TaskStore;
  dispose(): Promise<void>;
}

export const HOUR = 3_600_000;

export const at = (ms: number | null, pauseMs = 30_000): Check => ({ at: ms, pauseMs });
export const never = at(null);

export interface Wish extends Partial<NewPurchase> {
  readonly task?: Task;
  readonly check?: Check;
}

export const wish = ({
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

export const note = (change: Partial<TimedNote> = {}): TimedNote => ({
  at: START,
  kind: 'purchase',
  outcome: 'accepted',
  detail: null,
  ...change,
});

export const ALL: TaskSelection = { status: null, operation: null, viewer: null, createdAfter: null, limit: 50 };

/** What the tests of a store do again and again; `current` is the store of the test that runs. */
export const storeHelpers = (current: () => TaskStore) => {
  const created = async (purchase: NewPurchase): Promise<TaskChange> => {
    const decision = await current().create(purchase);
    if (decision.kind !== 'created') throw new Error(`it was decided: ${decision.kind}`);
    return decision.change;
  };
  const bought = async (change: Partial<Task> = {}, more: Wish = {}): Promise<Task> =>
    (await created(wish({ ...more, task: aTask({ id: randomUUID(), ...change }) }))).task;

  const stored = async (id: string): Promise<TrackedTask> => {
    const tracked = await current().getTracked(id);
    if (tracked === null) throw new Error(`there is no task ${id}`);
    return tracked;
  };

  /** The stored task with another check and, unless `change` is null, with the next version. */
  const advanced = async (task: Task, change: Partial<Task> | null = {}, check = never): Promise<TaskChange> => {
    const { revision } = await stored(task.id);
    const next = change === null ? task : { ...task, version: task.version + 1, ...change };
    const saved = await current().save({ task: next, check, revision: revision + 1 }, revision, note());
    if (saved === null) throw new Error('the revision was not as expected');
    return saved;
  };

  const nextAt = async (now = START): Promise<number | null> =>
    (await current().leaseDue({ now, until: now + 60_000, farthest: now + 2 * HOUR, limit: 0 })).nextAt;
  const leased = async (now: number, limit = 10, from = current(), maxPauseMs?: number): Promise<string[]> => {
    const request = {
      now,
      until: now + 60_000,
      farthest: now + 2 * HOUR,
      limit,
      ...(maxPauseMs !== undefined && { maxPauseMs }),
    };
    return (await from.leaseDue(request)).leased.map(({ task }) => task.id);
  };

  return { created, bought, stored, advanced, nextAt, leased };
};
