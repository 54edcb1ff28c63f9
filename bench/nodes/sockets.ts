import { createClient } from '@redis/client';
import { WATCH_TASK } from '../documents.ts';
import type { Bench } from '../harness/bench.ts';
import { treeMemoryKb } from '../harness/process-tree.ts';
import type { Measured } from '../harness/result.ts';
import { settledKb } from '../harness/settled-memory.ts';
import { type Summary, summarize } from '../harness/statistics.ts';
import { look, usedBetween } from './installation.ts';
import { lanesOf, type Site } from './paths.ts';

/** What Redis has allocated, in bytes. */
const redisBytes = async (url: string): Promise<number> => {
  const client = await createClient({ url }).connect();
  const info = await client.info('memory');
  client.destroy();
  return Number(/^used_memory:(\d+)/m.exec(info)?.[1]);
};

const memoryOf = async ({ installation: { nodes, shared } }: Site) => {
  const gateways = await Promise.all(nodes.map(settledKb));
  return {
    gatewaysKb: gateways.reduce((sum, kb) => sum + kb, 0),
    redisKb: shared ? (await redisBytes(shared.redis.url)) / 1_024 : 0,
  };
};

const once = (value: number): Summary => summarize([value]);

/** Opened and closed once, so that what is measured is not the first of its kind. */
const WARM_UP = 200;

/** Opens a socket for each open task, each as another viewer. */
const open = (bench: Bench, site: Site, most = Number.POSITIVE_INFINITY): Promise<unknown> =>
  Promise.all(
    lanesOf(site).map(({ holder, tasks }) => {
      const some = tasks.slice(0, most);
      return bench.loadOf(holder).run('openSockets', {
        group: holder.name,
        subscription: { port: holder.port, authorization: null, query: WATCH_TASK },
        ids: some.map(({ id }) => id),
        authorizations: some.map(({ authorization }) => authorization),
      });
    }),
  );

/** Opens sockets and leaves them open: what one takes to open and to hold. */
export const openSockets = async (bench: Bench, site: Site): Promise<Measured> => {
  const { installation } = site;
  await open(bench, site, WARM_UP);
  await Promise.all(installation.nodes.map((node) => bench.loadOf(node).run('closeSockets', { group: node.name })));
  const before = { memory: await memoryOf(site), cpu: await look(installation) };
  const begun = performance.now();
  await open(bench, site);
  const perSecond = (site.open.length * 1_000) / (performance.now() - begun);
  const used = usedBetween(before.cpu, await look(installation));
  const memory = await memoryOf(site);
  const { nodes, shared } = installation;
  const each = (value: number): Summary => once(value / site.open.length);
  const micros = (ms: number): Summary => each(ms * 1_000);
  return {
    name: installation.name,
    role: 'peer',
    metrics: {
      perSecond: once(perSecond),
      gatewayMicros: micros(used.gatewaysMs),
      allMicros: micros(used.gatewaysMs + used.postgresMs + used.redisMs),
      gatewayKb: each(memory.gatewaysKb - before.memory.gatewaysKb),
      rssMb: once(memory.gatewaysKb / 1_024 / nodes.length),
      ...(shared && {
        postgresMicros: micros(used.postgresMs),
        redisMicros: micros(used.redisMs),
        redisKb: each(memory.redisKb - before.memory.redisKb),
        postgresMb: once((await treeMemoryKb(shared.postgres.pid())) / 1_024),
        redisMb: once((await treeMemoryKb(shared.redis.pid())) / 1_024),
      }),
    },
  };
};
