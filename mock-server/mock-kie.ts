import { createAdmin, type ReadAsset } from './admin/index.ts';
import type { Clock } from './core/clock.ts';
import type { Network } from './core/delivery-sender.ts';
import type { Events } from './core/events.ts';
import type { Holds } from './core/holds.ts';
import type { JournalEntry, JournalFilter } from './core/journal.ts';
import type { LedgerEntry } from './core/ledger.ts';
import { type Outcome, toResponse } from './core/outcome.ts';
import { type Player, silentPlayer } from './media/player.ts';
import { checkMockOptions, checkRuleRequest } from './options.ts';
import { addRule, type RuleRequest } from './provider/add-rule.ts';
import { createHandler } from './provider/handler.ts';
import { createMock, type MockOptions, type ResetOptions } from './provider/mock.ts';
import type { Settings } from './provider/settings.ts';

export type { MockOptions };

/** A mock of kie.ai without a port, with the handles that a test wants; all of them are in the admin API too. */
export interface PortlessKie {
  readonly settings: Settings;
  /** `stop`, `step`, `jump`. */
  readonly clock: Clock;
  /** `arm` a point, wait until it is `reached`, `release`. */
  readonly holds: Holds;
  readonly fetch: (request: Request) => Promise<Response>;
  /** The same with the endings that a `Response` cannot express, for a transport that can. */
  readonly handle: (request: Request) => Promise<Outcome>;
  /** Events as they happen; `on` returns a function that ends the subscription. */
  readonly events: Pick<Events, 'on'>;
  readonly balance: () => number;
  /** What was charged and refunded, oldest first. */
  readonly ledger: () => readonly LedgerEntry[];
  /** Requests received and attempts to deliver callbacks, oldest first. */
  readonly journal: (filter?: JournalFilter) => readonly JournalEntry[];
  /**
   * Makes a rule: `scenario('callback-lost')` for all purchases from now on, `scenario('html-502', { times: 2,
   * on: 'record' })` for the next two reads. Returns a function that ends it.
   */
  readonly scenario: (spelt: string, options?: Omit<RuleRequest, 'scenario'>) => () => void;
  /** Returns to how the mock was started. With a seed, ids begin anew from it. */
  readonly reset: (to?: ResetOptions) => void;
  /** Drops planned events and cuts off calls that are being answered. */
  readonly stop: () => void;
}

export interface Surroundings extends Partial<Network> {
  readonly player?: Player;
  readonly readAsset?: ReadAsset;
}

const cannotSign: Network['sign'] = () => {
  throw new TypeError('hmacKey is set, and this mock was given no way to sign: createMockKie() of index.ts has one');
};

/** Runs in a browser too. There it plays silence, and it signs only with a `sign` function that it is given. */
export const createPortlessKie = (options: MockOptions = {}, around: Surroundings = {}): PortlessKie => {
  const { send = fetch, sign = cannotSign, player = silentPlayer, readAsset = async () => null } = around;
  checkMockOptions(options);
  const mock = createMock(options, { send, sign, player });
  const handle = createHandler(mock, createAdmin(readAsset));
  return {
    settings: mock.settings,
    clock: mock.clock,
    holds: mock.holds,
    events: mock.events,
    handle,
    fetch: async (request) => toResponse(await handle(request), request.signal),
    balance: mock.ledger.balance,
    ledger: mock.ledger.entries,
    journal: mock.journal.entries,
    scenario: (spelt, options = {}) => {
      const asked = { ...options, scenario: spelt };
      checkRuleRequest(asked);
      const { id } = addRule(mock, asked);
      return () => {
        if (id !== null) mock.rules.remove(id);
      };
    },
    reset: mock.reset,
    stop: () => {
      mock.generations.end();
      mock.clock.reset();
      mock.deliveries.clear();
      mock.holds.clear();
    },
  };
};
