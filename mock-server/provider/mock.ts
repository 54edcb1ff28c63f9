import { type Clock, type ClockOptions, createClock } from '../core/clock.ts';
import { createDeliveryQueue, type DeliveryQueue } from '../core/delivery-queue.ts';
import type { Network } from '../core/delivery-sender.ts';
import { createEvents, type Events } from '../core/events.ts';
import { createGenerations, type Generations } from '../core/generations.ts';
import { createHolds, type Holds } from '../core/holds.ts';
import { createHostedFiles, type HostedFiles } from '../core/hosted-files.ts';
import { createInbox, type Inbox } from '../core/inbox.ts';
import { createJournal, type Journal } from '../core/journal.ts';
import { createLedger, type Ledger } from '../core/ledger.ts';
import { hex32 } from '../core/random.ts';
import { createRateLimits, type RateLimits } from '../core/rate-limits.ts';
import { createTasks, type Tasks } from '../core/tasks.ts';
import { hostedFile, ownFile } from '../media/files.ts';
import type { Player } from '../media/player.ts';
import { createUploadReader } from '../media/upload.ts';
import type { MakeContext } from '../operations/operation.ts';
import { createRules, type Rules } from '../scenarios/rules.ts';
import { createLifecycle, type Lifecycle } from './lifecycle.ts';
import { defaultSettings, OPENING_CREDITS, type Settings, signingKey } from './settings.ts';

/** All parts of one mock. Handlers take it and hold no state of their own. */
export interface Mock {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly generations: Generations;
  readonly events: Events;
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly holds: Holds;
  readonly inbox: Inbox;
  readonly limits: RateLimits;
  readonly tasks: Tasks;
  readonly hosted: HostedFiles;
  readonly rules: Rules;
  readonly deliveries: DeliveryQueue;
  readonly lifecycle: Lifecycle;
  readonly player: Player;
  /** Fetches over the network. */
  readonly send: Network['send'];
  readonly readUpload: MakeContext['readUpload'];
  /** The id of the next task. */
  readonly nextTaskId: () => string;
  /**
   * Returns to how the mock was started: nothing has happened, and settings and clock are as they were, unless they are
   * kept. With a seed, ids begin anew from it; without, no id is given again.
   */
  readonly reset: (to?: ResetOptions) => void;
  /** How many ids were given; part of a state dump. */
  readonly sold: { count: number };
}

export interface ResetOptions {
  readonly seed?: string | undefined;
  readonly credits?: number | undefined;
  readonly keepSettings?: boolean | undefined;
}

export interface MockOptions extends Partial<Omit<Settings, 'prices'>> {
  readonly prices?: Readonly<Record<string, number>>;
  /** Opening balance; 1000 by default. */
  readonly credits?: number;
  readonly clock?: ClockOptions;
}

/** A seed that no other run has: a gateway's database outlives a mock, and ids must not come back. */
const freshSeed = (): string => `run-${Math.random().toString(36).slice(2)}`;

export const createMock = (options: MockOptions, network: Network & { readonly player: Player }): Mock => {
  const { credits = OPENING_CREDITS, clock: time, prices, ...given } = options;
  const defaults = defaultSettings(freshSeed());
  const settings: Settings = { ...defaults, ...given, prices: { ...defaults.prices, ...prices } };
  const atStart = structuredClone(settings);
  const clock = createClock(time);
  const generations = createGenerations();
  const events = createEvents();
  const journal = createJournal(events);
  const ledger = createLedger(clock, events, credits);
  const holds = createHolds(events);
  const limits = createRateLimits(clock);
  const tasks = createTasks(clock);
  const hosted = createHostedFiles(clock, () => settings.uploadLifeHours * 3_600_000);
  const rules = createRules(clock, events);
  const inbox = createInbox();
  const deliveries: DeliveryQueue = createDeliveryQueue(
    { clock, generations, events, holds, journal, settings, signingKey: () => signingKey(settings) },
    network,
    (delivery) => lifecycle.undeliverable(delivery),
  );
  const lifecycle = createLifecycle({ clock, events, ledger, settings, tasks, deliveries });
  const sold = { count: 0 };

  return {
    settings,
    clock,
    generations,
    events,
    journal,
    ledger,
    holds,
    inbox,
    limits,
    tasks,
    hosted,
    rules,
    deliveries,
    lifecycle,
    player: network.player,
    send: network.send,
    readUpload: createUploadReader(
      (url, origin) => ownFile(tasks, url, origin)?.file,
      (url, origin) => hostedFile(hosted, url, origin),
      network.player.stemNames,
      network.send,
    ),
    sold,
    nextTaskId: () => hex32(settings.seed, 'task', ++sold.count),
    reset: ({ seed, credits: balance = credits, keepSettings = false } = {}) => {
      generations.end();
      clock.reset();
      for (const part of [tasks, hosted, rules, deliveries, holds, journal, limits, inbox]) part.clear();
      ledger.load(balance, []);
      if (!keepSettings) {
        // The seed stays, so that no id is given twice.
        Object.assign(settings, structuredClone(atStart), { seed: settings.seed });
        clock.reset(time?.startAt ?? Date.now());
        if (time?.stopped) clock.stop();
        else clock.start();
      }
      if (seed !== undefined) {
        settings.seed = seed;
        sold.count = 0;
      }
      events.emit('reset', { seed: settings.seed, credits: balance });
    },
  };
};
