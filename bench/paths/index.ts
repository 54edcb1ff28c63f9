import { callbackLatency, callbacks } from './callbacks.ts';
import { drops } from './drops.ts';
import { fanOut } from './fan-out.ts';
import type { BenchPath } from './path.ts';
import { purchaseByMany, purchaseByOne } from './purchases.ts';
import { socketMemory } from './socket-memory.ts';
import { starts } from './starts.ts';
import { storeSize } from './store-size.ts';
import { storm } from './storm.ts';
import { taskAgain } from './task-again.ts';
import { taskByHash } from './task-by-hash.ts';
import { taskExecuted, taskInTurn } from './task-in-turn.ts';
import { taskPage } from './task-page.ts';
import { through, throughAgain } from './through.ts';
import { viewerStreams } from './viewer-streams.ts';

/** All paths, in the order in which they are measured. */
export const PATHS: readonly BenchPath[] = [
  taskAgain,
  taskInTurn,
  taskExecuted,
  taskPage,
  taskByHash,
  through,
  throughAgain,
  purchaseByOne,
  purchaseByMany,
  callbacks,
  fanOut,
  viewerStreams,
  socketMemory,
  callbackLatency,
  starts,
  storeSize,
  drops,
  storm,
];
