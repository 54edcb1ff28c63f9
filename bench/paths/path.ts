import type { Bench } from '../harness/bench.ts';
import type { PeerInstall } from '../harness/peers.ts';
import type { PathResult } from '../harness/result.ts';

/** One way through the gateway, measured beside its limit and its peers. */
export interface BenchPath {
  /** As `--only` takes it. */
  readonly name: string;
  readonly title: string;
  /** What its peers need; a peer whose install is not there is left out. */
  readonly installs: readonly PeerInstall[];
  measure(bench: Bench, ready: ReadonlySet<PeerInstall>): Promise<PathResult>;
}
