import type { Delivery } from '../core/delivery.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import type { Settings } from '../core/settings.ts';
import type { Task } from '../core/task.ts';
import type { Rule } from '../scenarios/rules.ts';
import type { World } from './world.ts';

/** Everything that a mock would have to remember to go on elsewhere. The journal is a report, and stays behind. */
export interface Dump {
  readonly version: 1;
  readonly settings: Settings;
  readonly clock: { readonly now: number; readonly stopped: boolean };
  /** Ids given out so far. */
  readonly sold: number;
  readonly balance: number;
  readonly ledger: readonly LedgerEntry[];
  readonly tasks: readonly Task[];
  readonly callbacks: readonly Delivery[];
  readonly rules: readonly Rule[];
}

export const dump = (world: World): Dump => ({
  version: 1,
  settings: world.settings,
  clock: { now: world.clock.now(), stopped: world.clock.stopped },
  sold: world.sold.count,
  balance: world.ledger.balance(),
  ledger: world.ledger.entries(),
  tasks: world.tasks.all(),
  callbacks: world.deliveries.all(),
  rules: world.rules.all(),
});

/** Takes over a dump that was checked: tasks go on with the stages and callbacks they had before them. */
export const load = (world: World, given: Dump): void => {
  world.reset({ seed: given.settings.seed });
  Object.assign(world.settings, given.settings);
  world.clock.reset(given.clock.now);
  if (given.clock.stopped) world.clock.stop();
  else world.clock.start();
  world.sold.count = given.sold;
  world.ledger.load(given.balance, given.ledger);
  world.rules.load(given.rules);
  world.deliveries.load(given.callbacks);
  for (const task of given.tasks) {
    world.tasks.add(task);
    world.lifecycle.start(task);
  }
};
