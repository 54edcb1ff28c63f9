import { closeAll, watch } from './sockets.ts';
import { buy, createPoster, type Memory, memoryOf, type Server, type World } from './world.ts';

const SOCKETS = 2_000;
/** Handshakes at once. */
const BATCH = 100;

/** Bytes that each idle, subscribed socket costs a server. */
const perSocket = async (server: Server, taskId: string): Promise<Memory> => {
  const task = { taskId, onVersion: () => undefined };
  const open = (count: number) => Promise.all(Array.from({ length: count }, () => watch(server, [task])));
  // What is made once is not to be counted.
  await closeAll(await open(BATCH));
  const before = await memoryOf(server);
  const sockets = [];
  while (sockets.length < SOCKETS) sockets.push(...(await open(BATCH)));
  const after = await memoryOf(server);
  await closeAll(sockets);
  const each = (part: keyof Memory): number => Math.round((after[part] - before[part]) / SOCKETS);
  return { rss: each('rss'), heapUsed: each('heapUsed'), external: each('external') };
};

/** Memory of idle sockets, each with one subscription; and of the same on a server that does next to nothing. */
export const benchMemory = async (world: World) => {
  await using poster = createPoster(world.gateway);
  const { id } = await buy(poster, world, '[mock:stuck]');
  const ours = await perSocket(world.gateway, id);
  const rawServer = await world.raw('raw-push', {});
  const theirs = await perSocket(rawServer, 'key');
  return { ours, theirs, sockets: SOCKETS };
};
