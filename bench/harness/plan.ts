/** How long and how large the measurements are. */
export interface Plan {
  readonly rounds: number;
  readonly roundMs: number;
  /** Load before the first round, for each contender: long enough that what runs often is compiled. */
  readonly warmUpMs: number;
  /** Sockets of the paths that have many. */
  readonly sockets: number;
  /** How often one change is told to all sockets. */
  readonly fanOuts: number;
  /** How long connections are cut. */
  readonly dropsMs: number;
  /** Starts of each contender. */
  readonly starts: number;
  /** Viewers of the path through to the provider, which bounds what one of them may ask. */
  readonly viewers: number;
  /** Sizes of the store, in tasks. */
  readonly storeSizes: readonly number[];
}

const FULL: Plan = {
  rounds: 7,
  roundMs: 2_000,
  warmUpMs: 10_000,
  sockets: 5_000,
  fanOuts: 20,
  dropsMs: 600_000,
  starts: 7,
  viewers: 6_000,
  storeSizes: [1_000, 20_000, 100_000],
};

/** The whole run in under three minutes. */
const QUICK: Plan = {
  rounds: 3,
  roundMs: 350,
  warmUpMs: 400,
  sockets: 1_000,
  fanOuts: 6,
  dropsMs: 20_000,
  starts: 2,
  viewers: 1_000,
  storeSizes: [1_000, 20_000],
};

export const planOf = ({ quick, large }: { readonly quick: boolean; readonly large: boolean }): Plan => {
  const plan = quick ? QUICK : FULL;
  return large ? { ...plan, storeSizes: [...plan.storeSizes, 5_000_000] } : plan;
};
