import { runDrops } from './drops.ts';
import { runHttpLoad } from './http-load.ts';
import type { Order, Reply } from './jobs.ts';
import { runFanOut, runPushLoad } from './push-load.ts';
import { prepareRequests } from './requests-in-turn.ts';
import { closeSockets, openSockets } from './socket-group.ts';
import { runStorm } from './storm.ts';
import { runStreams } from './streams.ts';

/** The process that makes the load: it does what it is told over its IPC channel, and nothing else. */
const run = (order: Order): unknown => {
  switch (order.job) {
    case 'prepare':
      return prepareRequests(order.input);
    case 'http':
      return runHttpLoad(order.input);
    case 'openSockets':
      return openSockets(order.input);
    case 'closeSockets':
      return closeSockets(order.input);
    case 'push':
      return runPushLoad(order.input);
    case 'fanOut':
      return runFanOut(order.input);
    case 'streams':
      return runStreams(order.input);
    case 'drops':
      return runDrops(order.input);
    case 'storm':
      return runStorm(order.input);
  }
};

const reply = (message: Reply): void => {
  process.send?.(message);
};

process.on('message', async (order: Order) => {
  try {
    reply({ id: order.id, ok: true, output: await run(order) });
  } catch (error) {
    reply({ id: order.id, ok: false, error: error instanceof Error ? error.message : String(error) });
  }
});
process.once('disconnect', () => process.exit(0));
