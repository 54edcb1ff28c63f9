import { execFileSync } from 'node:child_process';
import pg from 'pg';
import {
  type OwnServer,
  type RunningServer,
  startOwnPostgres,
  startOwnRedis,
} from '../../scripts/test-nodes/servers.ts';
import type { Bench } from '../harness/bench.ts';
import { type TreeCpu, treeCpu, treeOf, usedMs } from '../harness/process-tree.ts';
import type { Server } from '../harness/server.ts';
import { COLLECTING } from '../harness/settled-memory.ts';
import { JWT_ENV } from '../harness/viewers.ts';

/** PostgreSQL and Redis, each started for this run alone, on the core of the servers. */
export interface Shared extends AsyncDisposable {
  readonly postgres: OwnServer;
  readonly redis: RunningServer;
}

/** Gateways that share what they store: one on SQLite, or some on a PostgreSQL database of their own and Redis. */
export interface Installation {
  readonly name: string;
  readonly nodes: readonly [Server, ...Server[]];
  /** Null: embedded. */
  readonly shared: Shared | null;
}

/** What stands for PostgreSQL as it runs in production: commits wait for the disk. */
const IS_DURABLE = true;

/** @throws Error that says what to install */
export const startShared = async ({ core }: Bench): Promise<Shared> => {
  await using stack = new AsyncDisposableStack();
  const postgres = await startOwnPostgres(IS_DURABLE);
  if (!postgres) throw new Error('PostgreSQL is needed: install the package postgresql.');
  stack.defer(() => postgres.stop());
  const redis = await startOwnRedis();
  if (!redis) throw new Error('Redis is needed: install the package redis-server or valkey-server.');
  stack.defer(() => redis.stop());
  if (core !== null) {
    const pids = [...(await treeOf(postgres.pid())), redis.pid()];
    for (const pid of pids) execFileSync('taskset', ['-acp', core, String(pid)]);
  }
  const parts = stack.move();
  return { postgres, redis, [Symbol.asyncDispose]: () => parts.disposeAsync() };
};

/** Makes a database. @returns its URL */
const createDatabase = async ({ postgres }: Shared, name: string): Promise<string> => {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  return url.href;
};

const START = { flags: COLLECTING } as const;

export const openEmbedded = async (bench: Bench): Promise<Installation> => ({
  name: 'embedded',
  nodes: [await bench.gateway({ ...START, env: JWT_ENV })],
  shared: null,
});

export const openInstallation = async (bench: Bench, shared: Shared, count: number): Promise<Installation> => {
  const env = {
    ...JWT_ENV,
    DATABASE_URL: await createDatabase(shared, `nodes_${count}`),
    REDIS_URL: shared.redis.url,
    // The account names what nodes share in Redis: each installation has its own.
    KIE_API_KEY: `bench-provider-key-${count}`,
  };
  const first = await bench.gateway({ ...START, env });
  const more: Server[] = [];
  while (more.length < count - 1) more.push(await bench.gateway({ ...START, env }));
  return { name: count === 1 ? '1 node' : `${count} nodes`, nodes: [first, ...more], shared };
};

/** The CPU time of all processes of an installation. */
interface Look {
  readonly gatewaysMs: number;
  readonly postgres: TreeCpu;
  readonly redis: TreeCpu;
}

const NONE: TreeCpu = new Map();

export const look = async ({ nodes, shared }: Installation): Promise<Look> => {
  const times = await Promise.all(nodes.map(({ child }) => child.cpuMs()));
  return {
    gatewaysMs: times.reduce((sum, ms) => sum + ms, 0),
    postgres: shared ? await treeCpu(shared.postgres.pid()) : NONE,
    redis: shared ? await treeCpu(shared.redis.pid()) : NONE,
  };
};

/** Milliseconds of CPU that each part used between two looks. */
export const usedBetween = (before: Look, after: Look) => ({
  gatewaysMs: after.gatewaysMs - before.gatewaysMs,
  postgresMs: usedMs(before.postgres, after.postgres),
  redisMs: usedMs(before.redis, after.redis),
});
