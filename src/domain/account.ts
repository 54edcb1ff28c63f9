import { type OperationName, type Prices, quotedPriceName } from './operations/index.ts';
import type { Clock } from './ports/clock.ts';
import type { Provider } from './ports/provider.ts';

/** The balance of the provider's account. */
export interface Credits {
  readonly balance: number;
  /** When it was read; epoch milliseconds. */
  readonly at: number;
}

/** What the account holds and what things cost. */
export interface Account {
  /** The balance, at most ten seconds old. Concurrent calls share one request. @throws UpstreamUnavailableError */
  credits(): Promise<Credits>;
  /**
   * The price of an operation in credits, by the operator's price table; null where it has none.
   *
   * @param variant which of the operation's prices, where it has several.
   */
  quote(operation: OperationName, variant: string | null): number | null;
}

const FRESH_MS = 10_000;

export const createAccount = (provider: Provider, prices: Prices, clock: Clock): Account => {
  let latest: Credits | null = null;
  let inFlight: Promise<Credits> | null = null;

  const read = async (): Promise<Credits> => {
    latest = { balance: await provider.credits(), at: clock.now() };
    return latest;
  };

  return {
    credits() {
      // A negative age means that the clock was set back: the value counts as stale.
      const ageMs = latest ? clock.now() - latest.at : FRESH_MS;
      if (latest && ageMs >= 0 && ageMs < FRESH_MS) return Promise.resolve(latest);
      inFlight ??= read().finally(() => {
        inFlight = null;
      });
      return inFlight;
    },
    quote: (operation, variant) => prices[quotedPriceName(operation, variant)] ?? null,
  };
};
