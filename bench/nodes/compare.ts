import type { Plan } from '../harness/plan.ts';
import type { Measured, Metric } from '../harness/result.ts';
import { type Summary, summarize } from '../harness/statistics.ts';
import type { Round } from '../harness/throughput.ts';
import { type Installation, look, usedBetween } from './installation.ts';

/** An installation, and how it is loaded. */
export interface Contender {
  readonly installation: Installation;
  run(durationMs: number): Promise<Round>;
}

const FIGURES = [
  'perSecond',
  'p50Ms',
  'p99Ms',
  'gatewayMicros',
  'postgresMicros',
  'redisMicros',
  'allMicros',
] as const satisfies readonly Metric[];

type Figures = Record<(typeof FIGURES)[number], number>;

/** What the load on several nodes at once brought: the p99 is that of the slowest node. */
export const together = (rounds: readonly Round[]): Round => {
  const sum = (of: (round: Round) => number): number => rounds.reduce((total, round) => total + of(round), 0);
  return {
    count: sum(({ count }) => count),
    perSecond: sum(({ perSecond }) => perSecond),
    p50Ms: sum(({ p50Ms }) => p50Ms) / rounds.length,
    p99Ms: Math.max(...rounds.map(({ p99Ms }) => p99Ms)),
  };
};

const measureRound = async ({ installation, run }: Contender, durationMs: number): Promise<Figures> => {
  const before = await look(installation);
  const { count, ...round } = await run(durationMs);
  const { gatewaysMs, postgresMs, redisMs } = usedBetween(before, await look(installation));
  const micros = (ms: number): number => (ms * 1_000) / count;
  return {
    ...round,
    gatewayMicros: micros(gatewaysMs),
    postgresMicros: micros(postgresMs),
    redisMicros: micros(redisMs),
    allMicros: micros(gatewaysMs + postgresMs + redisMs),
  };
};

/** Loads installations in turns; ratios are formed within each round, to the first one, which is the embedded mode. */
export const compareInstallations = async (plan: Plan, contenders: readonly Contender[]): Promise<Measured[]> => {
  const measured = contenders.map((contender) => ({ contender, rounds: [] as Figures[] }));
  // Each node is warmed for as long as a single one.
  for (const { installation, run } of contenders) await run(plan.warmUpMs * installation.nodes.length);
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const { contender, rounds } of measured) rounds.push(await measureRound(contender, plan.roundMs));
  }
  const embedded = measured[0]?.rounds ?? [];
  return measured.map(({ contender, rounds }): Measured => {
    const { name, shared } = contender.installation;
    const ratio = (of: (figures: Figures) => number): Summary =>
      summarize(rounds.map((figures, round) => of(figures) / of(embedded[round] ?? figures)));
    const shown = FIGURES.filter((figure) => shared !== null || !['postgresMicros', 'redisMicros'].includes(figure));
    const own = shown.map((figure) => [figure, summarize(rounds.map((figures) => figures[figure]))]);
    const ratios = {
      ofEmbedded: ratio(({ perSecond }) => perSecond),
      cpuOfEmbedded: ratio(({ allMicros }) => allMicros),
    };
    return { name, role: 'peer', metrics: { ...Object.fromEntries(own), ...ratios } };
  });
};
