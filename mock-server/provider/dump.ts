import type { Delivery } from '../core/delivery.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import type { Settings } from '../core/settings.ts';
import type { Task } from '../core/task.ts';
import type { Rule } from '../scenarios/rules.ts';
import type { Mock } from './mock.ts';

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

export const dump = (mock: Mock): Dump => ({
  version: 1,
  settings: mock.settings,
  clock: { now: mock.clock.now(), stopped: mock.clock.stopped },
  sold: mock.sold.count,
  balance: mock.ledger.balance(),
  ledger: mock.ledger.entries(),
  tasks: mock.tasks.all(),
  callbacks: mock.deliveries.all(),
  rules: mock.rules.all(),
});

/** Takes over a dump that was checked: tasks go on with the stages and callbacks they had before them. */
export const load = (mock: Mock, given: Dump): void => {
  mock.reset({ seed: given.settings.seed });
  Object.assign(mock.settings, given.settings);
  mock.clock.reset(given.clock.now);
  if (given.clock.stopped) mock.clock.stop();
  else mock.clock.start();
  mock.sold.count = given.sold;
  mock.ledger.load(given.balance, given.ledger);
  mock.rules.load(given.rules);
  mock.deliveries.load(given.callbacks);
  for (const task of given.tasks) {
    mock.tasks.add(task);
    mock.lifecycle.start(task);
  }
};
