import { createTestDomain, type TestDomain, type TestDomainOptions } from './domain.ts';
import { buySeparation } from './purchased.ts';

/** A domain whose reconciler runs, with one separation that the provider has accepted. */
export const begin = async (options: TestDomainOptions = {}) => {
  const world = createTestDomain(options);
  world.reconciler.start();
  return { world, ...(await buySeparation(world)) };
};

/** Makes the check of a task due, as the operator's tool does. */
export const lookNow = async (world: TestDomain, id: string): Promise<void> => {
  const tracked = await world.store.getTracked(id);
  if (tracked === null) throw new Error(`there is no task ${id}`);
  const { task, revision } = tracked;
  const check = { at: world.clock.now(), pauseMs: 1_000 };
  const note = { at: world.clock.now(), kind: 'poll', outcome: 'asked', detail: null } as const;
  await world.store.save({ task, check, revision: revision + 1 }, revision, note);
};

/** Longer than the reconciler sleeps, so that it wakes up once in each step and not once a second. */
const STEP_MS = 20_000;

/** Moves the clock ahead. */
export const minutes = async (world: TestDomain, count: number): Promise<void> => {
  for (let left = count * 60_000; left > 0; left -= STEP_MS) await world.clock.jump(STEP_MS);
};
