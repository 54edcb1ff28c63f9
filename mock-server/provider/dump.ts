import { z } from 'zod';
import { delivery } from '../core/delivery.ts';
import { ledgerEntry } from '../core/ledger.ts';
import { epochMs, httpUrl } from '../core/schemas.ts';
import { task } from '../core/task.ts';
import { operationNames, operationOf } from '../operations/index.ts';
import { rule } from '../scenarios/rules.ts';
import type { Mock } from './mock.ts';
import { changeSettings, settings, showSettings } from './settings.ts';

/** A task whose content its operation can read. Without this check the fault would show at the next stage only. */
const storedTask = task
  .extend({ operation: z.enum(operationNames), callBackUrl: httpUrl.or(z.literal('')) })
  .superRefine(({ operation, content }, context) => {
    for (const { path, message } of operationOf(operation).content.safeParse(content).error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: ['content', ...path], message });
    }
  });

/** All that a mock needs to go on elsewhere. The journal is a report, and is left out. */
export const stateDump = z.object({
  version: z.literal(1),
  settings,
  clock: z.object({ now: epochMs, stopped: z.boolean() }),
  sold: z.int().min(0).describe('Ids given out so far.'),
  balance: z.number(),
  ledger: z.array(ledgerEntry).readonly(),
  tasks: z.array(storedTask).readonly(),
  callbacks: z.array(delivery.extend({ url: httpUrl })).readonly(),
  rules: z.array(rule).readonly(),
});
export type StateDump = Readonly<z.infer<typeof stateDump>>;

export const dump = (mock: Mock): StateDump => ({
  version: 1,
  settings: showSettings(mock.settings),
  clock: { now: mock.clock.now(), stopped: mock.clock.stopped },
  sold: mock.sold.count,
  balance: mock.ledger.balance(),
  ledger: mock.ledger.entries(),
  tasks: mock.tasks.all(),
  callbacks: mock.deliveries.all(),
  rules: mock.rules.all(),
});

/** Takes over a dump that was checked: tasks go on with the stages and callbacks they had before them. */
export const load = (mock: Mock, given: StateDump): void => {
  mock.reset({ seed: given.settings.seed });
  changeSettings(mock.settings, given.settings);
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
