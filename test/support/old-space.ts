import { getHeapSpaceStatistics } from 'node:v8';
import { collectGarbage } from './collect-garbage.ts';

const oldBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')?.space_used_size ?? 0;

/**
 * Bytes that V8 takes for long-lived while something runs: what is still referred to when V8 looks through the newest
 * objects, which it does again and again. Less where V8 looks through the whole heap meanwhile.
 */
export const agedBytes = async (run: () => Promise<void>): Promise<number> => {
  await collectGarbage();
  const before = oldBytes();
  await run();
  return oldBytes() - before;
};
