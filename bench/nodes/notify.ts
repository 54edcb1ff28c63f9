import pg from 'pg';
import type { Plan } from '../harness/plan.ts';
import { treeCpu, usedMs } from '../harness/process-tree.ts';
import type { Measured } from '../harness/result.ts';
import { percentile, summarize } from '../harness/statistics.ts';
import type { Shared } from './installation.ts';

/** Connections that commit, as two nodes have; and nodes that listen. */
const WRITERS = 20;
const LISTENERS = 3;

const INSERT = "INSERT INTO news (body) VALUES ('a viewer, a task, a version')";
const KINDS = {
  'commit alone': INSERT,
  'commit with NOTIFY': `WITH one AS (${INSERT} RETURNING body) SELECT pg_notify('news', body) FROM one`,
} as const;

/**
 * Small commits with and without a notification in the transaction, by 20 connections, while three nodes listen: what
 * LISTEN/NOTIFY would cost in place of Redis.
 */
export const measureNotify = async (plan: Plan, { postgres }: Shared): Promise<Measured[]> => {
  const pool = new pg.Pool({ connectionString: postgres.url, max: WRITERS });
  await pool.query('CREATE TABLE news (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL)');
  const listeners = Array.from({ length: LISTENERS }, () => new pg.Client({ connectionString: postgres.url }));
  for (const listener of listeners) {
    await listener.connect();
    await listener.query('LISTEN news');
  }

  const run = async (sql: string, durationMs: number) => {
    const before = await treeCpu(postgres.pid());
    const begun = performance.now();
    const latencies: number[] = [];
    const write = async (): Promise<void> => {
      for (let sentAt = begun; sentAt < begun + durationMs; sentAt = performance.now()) {
        await pool.query(sql);
        latencies.push(performance.now() - sentAt);
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, write));
    const usedMillis = usedMs(before, await treeCpu(postgres.pid()));
    return {
      perSecond: (latencies.length * 1_000) / (performance.now() - begun),
      postgresMicros: (usedMillis * 1_000) / latencies.length,
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
    };
  };

  const measured = Object.entries(KINDS).map(([name, sql]) => ({
    name,
    sql,
    rounds: [] as Awaited<ReturnType<typeof run>>[],
  }));
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const { sql, rounds } of measured) rounds.push(await run(sql, plan.roundMs));
  }
  await Promise.all([pool.end(), ...listeners.map((listener) => listener.end())]);
  const of = (rounds: (typeof measured)[number]['rounds'], figure: keyof (typeof rounds)[number]) =>
    summarize(rounds.map((each) => each[figure]));
  return measured.map(
    ({ name, rounds }): Measured => ({
      name,
      role: 'peer',
      metrics: {
        perSecond: of(rounds, 'perSecond'),
        postgresMicros: of(rounds, 'postgresMicros'),
        p50Ms: of(rounds, 'p50Ms'),
        p99Ms: of(rounds, 'p99Ms'),
      },
    }),
  );
};
