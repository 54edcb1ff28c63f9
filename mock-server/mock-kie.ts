import { createAdmin, type ReadAsset } from './admin/index.ts';
import type { Clock } from './core/clock.ts';
import type { Network } from './core/delivery-sender.ts';
import type { Holds } from './core/holds.ts';
import type { JournalEntry, JournalFilter } from './core/journal.ts';
import type { LedgerEntry } from './core/ledger.ts';
import { type Outcome, toResponse } from './core/outcome.ts';
import type { Settings } from './core/settings.ts';
import { type Player, silentPlayer } from './media/player.ts';
import { checkRuleWish, checkWorldOptions } from './options.ts';
import { createHandler } from './provider/handler.ts';
import { createWorld, type WorldOptions } from './provider/world.ts';
import { addRule, type RuleWish } from './scenarios/wish.ts';

export type { WorldOptions };

/** A mock of kie.ai without a port, with the handles that a test wants; all of them are in the admin API too. */
export interface PortlessKie {
  readonly settings: Settings;
  /** `stop`, `step`, `jump`. */
  readonly clock: Clock;
  /** `arm` a point, wait until it is `reached`, `release`. */
  readonly holds: Holds;
  readonly fetch: (request: Request) => Promise<Response>;
  /** The same with the endings that a `Response` cannot tell: for whoever mounts it on a transport. */
  readonly handle: (request: Request) => Promise<Outcome>;
  readonly balance: () => number;
  /** What was charged and refunded, oldest first. */
  readonly ledger: () => readonly LedgerEntry[];
  /** What came in and what was posted, oldest first. */
  readonly journal: (filter?: JournalFilter) => readonly JournalEntry[];
  /**
   * Lets a scenario happen: `scenario('callback-lost')` to all purchases from now on, `scenario('html-502', { times: 2,
   * on: 'record' })` to the next two reads. Returns a function that ends it.
   */
  readonly scenario: (spelt: string, wish?: Omit<RuleWish, 'scenario'>) => () => void;
  /** Forgets all that happened; with a seed, ids begin anew from it. */
  readonly reset: (to?: { readonly seed?: string; readonly credits?: number }) => void;
  /** Ends what is planned and what is under way. */
  readonly stop: () => void;
}

export interface Surroundings extends Partial<Network> {
  readonly player?: Player;
  readonly readAsset?: ReadAsset;
}

const cannotSign: Network['sign'] = () => {
  throw new TypeError('hmacKey is set, and this mock was given no way to sign: createMockKie() of index.ts has one');
};

/** Needs nothing of Node: it runs in a browser, where it plays silence and cannot sign unless it is told how. */
export const createPortlessKie = (options: WorldOptions = {}, around: Surroundings = {}): PortlessKie => {
  const { send = fetch, sign = cannotSign, player = silentPlayer, readAsset = async () => null } = around;
  checkWorldOptions(options);
  const world = createWorld(options, { send, sign, player });
  const handle = createHandler(world, createAdmin(readAsset));
  return {
    settings: world.settings,
    clock: world.clock,
    holds: world.holds,
    handle,
    fetch: async (request) => toResponse(await handle(request), request.signal),
    balance: world.ledger.balance,
    ledger: world.ledger.entries,
    journal: world.journal.entries,
    scenario: (spelt, wish = {}) => {
      const asked = { ...wish, scenario: spelt };
      checkRuleWish(asked);
      const { id } = addRule(world, asked);
      return () => void world.rules.remove(id);
    },
    reset: world.reset,
    stop: () => {
      world.generations.end();
      world.clock.reset();
      world.deliveries.clear();
      world.holds.clear();
    },
  };
};
