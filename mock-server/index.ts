import { createAdmin } from './admin/index.ts';
import type { Clock } from './core/clock.ts';
import type { Holds } from './core/holds.ts';
import type { JournalEntry, JournalFilter } from './core/journal.ts';
import type { LedgerEntry } from './core/ledger.ts';
import { toResponse } from './core/outcome.ts';
import type { Settings } from './core/settings.ts';
import { listen } from './listen.ts';
import { createSynthesizer } from './media/synthesizer.ts';
import { SAMPLE_PATH } from './media/upload.ts';
import { createNetwork } from './network.ts';
import { readAsset } from './page.ts';
import { createMock } from './provider/mock.ts';
import { createWorld, type WorldOptions } from './provider/world.ts';
import { addRule, type RuleWish } from './scenarios/wish.ts';

export interface MockKieOptions extends WorldOptions {
  /** 0, the default, picks a free port. */
  readonly port?: number;
  /** `127.0.0.1` unless told. */
  readonly host?: string;
  /** Carries callbacks to their receiver; the network unless told. A test can hand them to an app without a port. */
  readonly send?: (request: Request) => Promise<Response>;
}

/** A running mock of kie.ai, with the handles that a test wants; all of them are in the admin API too. */
export interface MockKie extends AsyncDisposable {
  /** What `KIE_API_URL` should be. */
  readonly url: string;
  readonly port: number;
  /** A ready `uploadUrl`. */
  readonly sampleUrl: string;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly holds: Holds;
  /** The core without a port. */
  readonly fetch: (request: Request) => Promise<Response>;
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
  readonly reset: (to?: { readonly seed?: string; readonly credits?: number }) => void;
  readonly close: () => Promise<void>;
}

/** Starts a mock of its own, with nothing shared: state, port and clock are this one's alone. */
export const createMockKie = async (options: MockKieOptions = {}): Promise<MockKie> => {
  const { port = 0, host = '127.0.0.1', send, ...given } = options;
  const network = createNetwork();
  const wires = { ...network, send: send ?? network.send, player: createSynthesizer() };
  const world = createWorld(given, wires);
  const handle = createMock(world, createAdmin(readAsset));
  const listening = await listen(handle, { host, port });

  const close = async (): Promise<void> => {
    world.clock.reset();
    world.holds.release();
    await listening.close();
    await network.close();
  };

  return {
    url: listening.url,
    port: listening.port,
    sampleUrl: `${listening.url}${SAMPLE_PATH}`,
    settings: world.settings,
    clock: world.clock,
    holds: world.holds,
    fetch: async (request) => toResponse(await handle(request), request.signal),
    balance: world.ledger.balance,
    ledger: world.ledger.entries,
    journal: world.journal.entries,
    scenario: (spelt, wish = {}) => {
      const { id } = addRule(world, { ...wish, scenario: spelt });
      return () => void world.rules.remove(id);
    },
    reset: world.reset,
    close,
    [Symbol.asyncDispose]: close,
  };
};
