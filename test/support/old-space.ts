import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { collectGarbage } from './collect-garbage.ts';

// As in production (docs/decisions/109-no-pretenuring.md). With it, V8 makes short-lived objects among the long-lived at times.
setFlagsFromString('--no-allocation-site-pretenuring');

const oldBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')?.space_used_size ?? 0;

const ROUNDS = 5;

/**
 * Bytes that V8 takes for long-lived while something runs: what is still referred to when V8 looks through the newest
 * objects, which it does again and again. The lowest of some rounds, for what other code leaves behind only adds to it.
 */
export const agedBytes = async (run: () => Promise<void>): Promise<number> => {
  let lowest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    await collectGarbage();
    const before = oldBytes();
    await run();
    lowest = Math.min(lowest, oldBytes() - before);
  }
  return lowest;
};
