import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Server } from './server.ts';

/** Node's options for a server whose garbage is collected when the benchmark asks for it. */
export const COLLECTING = ['--expose-gc', '--import', fileURLToPath(new URL('./collect-garbage.ts', import.meta.url))];

const SETTLE_MS = 300;
const SETTLE_STEPS = 8;

/**
 * RSS in KB once garbage is collected and nothing more is given back: V8 gives back what a start took in several steps.
 *
 * @param server runs with COLLECTING
 */
export const settledKb = async ({ child }: Server): Promise<number> => {
  let { rssKb } = await child.memory();
  for (let step = 0; step < SETTLE_STEPS; step += 1) {
    child.process.kill('SIGUSR2');
    await sleep(SETTLE_MS);
    const { rssKb: now } = await child.memory();
    const isSettled = step > 1 && Math.abs(now - rssKb) < now * 0.002;
    rssKb = now;
    if (isSettled) break;
  }
  return rssKb;
};
