import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@redis/client';
import { WATCH_TASK } from '../documents.ts';
import type { Bench } from '../harness/bench.ts';
import { treeMemoryKb } from '../harness/process-tree.ts';
import type { Measured } from '../harness/result.ts';
import type { Server } from '../harness/server.ts';
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

/** What the gateway's JavaScript holds once garbage is collected: RSS keeps what earlier work took. */
const heapKb = async (server: Server): Promise<number> => {
  await settledKb(server);
  const answer = await fetch(`http://127.0.0.1:${server.port}/metrics`);
  const text = await answer.text();
  return Number(/^nodejs_heap_size_used_bytes (\S+)$/m.exec(text)?.[1]) / 1_024;
};

const memoryOf = async ({ installation: { nodes, shared } }: Site) => {
  const gateways = await Promise.all(nodes.map(heapKb));
  return {
    heapKb: gateways.reduce((sum, kb) => sum + kb, 0),
    redisKb: shared ? (await redisBytes(shared.redis.url)) / 1_024 : 0,
  };
};

const rssKb = async (nodes: readonly Server[]): Promise<number> => {
  const memories = await Promise.all(nodes.map(({ child }) => child.memory()));
  return memories.reduce((sum, memory) => sum + memory.rssKb, 0);
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
      gatewayKb: each(memory.heapKb - before.memory.heapKb),
      rssMb: once((await rssKb(nodes)) / 1_024 / nodes.length),
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

/** All installations at the same time, while nothing happens: microseconds of CPU for one socket in one second. */
export const measureIdle = async (sites: readonly Site[], durationMs: number): Promise<Measured[]> => {
  const looks = () => Promise.all(sites.map(({ installation }) => look(installation)));
  const before = await looks();
  const begun = performance.now();
  await sleep(durationMs);
  const after = await looks();
  const seconds = (performance.now() - begun) / 1_000;
  // What is shared is shared by all installations but the embedded one.
  const sharers = sites.filter(({ installation }) => installation.shared !== null).length;
  return sites.map(({ installation: { name, shared }, open }, index): Measured => {
    const [first, last] = [before[index], after[index]];
    if (!first || !last) throw new Error(`${name} was not looked at.`);
    const { gatewaysMs, postgresMs, redisMs } = usedBetween(first, last);
    const each = (ms: number): Summary => once((ms * 1_000) / open.length / seconds);
    const ofShared = { postgresMicros: each(postgresMs / sharers), redisMicros: each(redisMs / sharers) };
    return { name, role: 'peer', metrics: { gatewayMicros: each(gatewaysMs), ...(shared && ofShared) } };
  });
};
