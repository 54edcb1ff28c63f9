import { TIMING } from '../support/domain.ts';
import { checkAdopted, checkAnswered, checkTold, checkWorld, isAdopted } from './check-world.ts';
import { hold } from './checks.ts';
import { callbackBody } from './evidence.ts';
import type { Step } from './steps.ts';
import { post, take, tellTruth } from './take.ts';
import { createHistoryWorld, type HistoryWorld } from './world.ts';

/*
 * Random lives of a gateway. A history is a list of steps; each is carried out, and then everything that must hold at
 * any time is checked. At the end the provider tells the truth about every purchase, once by its record and once by a
 * callback, and every task must have come to it, whatever happened before.
 */

/** Two polling periods, the longest jitter, and the grace of a sign of failure, in looks at an interval. */
const LOOK_MS = 10_000;
const TWO_PERIODS_MS = 2 * 1.1 * TIMING.pollMaxIntervalMs + 20_000 + 3 * LOOK_MS;

const tellAll = (world: HistoryWorld): void => {
  for (const index of world.billed().keys()) tellTruth(world, index);
};

/** All is well again: what waits is bought or lost, and every reader reads. */
const endTrouble = async (world: HistoryWorld): Promise<void> => {
  const { provider, clock } = world.domain;
  world.store.isDown = false;
  provider.outage = false;
  provider.everyRead = null;
  provider.otherwise = 'accept';
  provider.letGo('lost');
  await clock.advance(15_000);
  await checkWorld(world);
  await world.readers.readAll();
};

/** Whether the provider is still asked about a task: by then it is known which one it is. */
const isAskedAbout = ({ domain }: HistoryWorld, taskId: string): boolean => {
  const sql = 'SELECT count(check_at) AS count FROM tasks WHERE id = ? AND upstream_task_id IS NOT NULL';
  return Number(domain.db.prepare(sql).get(taskId)?.['count']) > 0;
};

/** What the provider has decided is told within two polling periods, without a callback. */
const checkConvergence = async (world: HistoryWorld): Promise<void> => {
  const open = world.billed().filter(({ taskId }) => isAskedAbout(world, taskId));
  const adopted = [...world.seen.values()].filter((task) => isAdopted(task) && isAskedAbout(world, task.id));
  for (let ms = 0; ms < TWO_PERIODS_MS; ms += LOOK_MS) await world.domain.clock.jump(LOOK_MS);
  await checkWorld(world);
  for (const billed of open) await checkTold(world, billed);
  for (const task of adopted) await checkAdopted(world, task);
};

/** Silence, long enough: every task ends by itself. */
const checkSilence = async (world: HistoryWorld): Promise<void> => {
  const { clock } = world.domain;
  const silenceMs = 2 * TIMING.taskDeadlineMs + world.setBackMs;
  for (let time = 0; time < 4; time += 1) await clock.jump(silenceMs / 4);
  await checkWorld(world);
  for (const task of world.seen.values()) {
    hold(task.status === 'SUCCEEDED' || task.status === 'FAILED', 'every task ends', task);
    checkAnswered(task);
  }
};

/** Whatever was announced before or now is what each task has come to. */
const checkTruth = async (world: HistoryWorld): Promise<void> => {
  tellAll(world);
  for (const billed of world.billed()) {
    const { spelling } = world.fates.get(billed.taskId) ?? {};
    if (spelling) await post(world, billed.taskId, callbackBody(world.subjectOf(billed), 'complete', spelling));
  }
  for (let time = 0; time < 3; time += 1) await world.domain.clock.jump(3_000);
  await checkWorld(world);
  for (const billed of world.billed()) await checkTold(world, billed);
  await world.readers.readAll();
};

/**
 * The end of a history: trouble is over, the truth comes to light, and everything is told.
 *
 * @param isLate whether that happens only after the gateway has given up.
 */
export const finish = async (world: HistoryWorld, isLate: boolean): Promise<void> => {
  await endTrouble(world);
  if (!isLate) {
    tellAll(world);
    await checkConvergence(world);
  }
  await checkSilence(world);
  await checkTruth(world);
};

/** Carries out a history, checks all the way, and at its end. */
export const live = async (steps: readonly Step[]): Promise<void> => {
  const world = createHistoryWorld();
  const { domain } = world;
  world.listen();
  await domain.start();
  for (const now of steps) {
    await take(world, now);
    await domain.clock.settle();
    await checkWorld(world);
  }
  await finish(world, steps.length % 2 === 0);
  await domain.reconciler.stop();
  domain.db.close();
};
