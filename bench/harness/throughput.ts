import type { Plan } from './plan.ts';
import type { Measured, Metric, Role } from './result.ts';
import type { Server } from './server.ts';
import { summarize } from './statistics.ts';

/** What one round of load brought. */
export interface Round {
  readonly count: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** A server under comparison, and how it is loaded. */
export interface Contender {
  readonly name: string;
  readonly role: Role;
  readonly server: Server;
  run(durationMs: number): Promise<Round>;
  /** Load before the first round, where so many milliseconds of it are not enough. */
  warmUp?(): Promise<unknown>;
}

type Figures = Record<'perSecond' | 'cpuMicros' | 'busyPercent' | 'p50Ms' | 'p99Ms', number>;

const measureRound = async ({ server, run }: Contender, durationMs: number): Promise<Figures> => {
  const before = await server.child.cpuMs();
  const { count, perSecond, p50Ms, p99Ms } = await run(durationMs);
  const cpuMs = (await server.child.cpuMs()) - before;
  const tookMs = (count * 1_000) / perSecond;
  return { perSecond, p50Ms, p99Ms, cpuMicros: (cpuMs * 1_000) / count, busyPercent: (cpuMs * 100) / tookMs };
};

/**
 * Loads contenders in turns, for so many rounds: what disturbs the machine for a while disturbs all of them. Ratios are
 * formed within each round, to the first contender, which is the limit.
 *
 * @param options `showsAdded`: also what each contender adds to the limit's p50; `isPaced`: rates are given, and their
 *   ratios tell nothing.
 */
export const compareThroughput = async (
  plan: Plan,
  contenders: readonly Contender[],
  { showsAdded = false, isPaced = false }: { readonly showsAdded?: boolean; readonly isPaced?: boolean } = {},
): Promise<Measured[]> => {
  const figures = new Map<Contender, Figures[]>(contenders.map((contender) => [contender, []]));
  for (const { run, warmUp } of contenders) {
    await warmUp?.();
    await run(plan.warmUpMs);
  }
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const contender of contenders) {
      figures.get(contender)?.push(await measureRound(contender, plan.roundMs));
    }
  }
  const [limit] = contenders;
  const limits = (limit && figures.get(limit)) ?? [];
  return await Promise.all(
    contenders.map(async (contender): Promise<Measured> => {
      const rounds = figures.get(contender) ?? [];
      const of = (name: keyof Figures) => summarize(rounds.map((figure) => figure[name]));
      const ratio = (of: (figure: Figures) => number) =>
        summarize(rounds.map((figure, round) => of(figure) / of(limits[round] ?? figure)));
      const { peakKb } = await contender.server.child.memory();
      const peakMb = peakKb / 1_024;
      const metrics = {
        ...(!isPaced && { ratio: ratio(({ perSecond }) => perSecond) }),
        cpuRatio: ratio(({ cpuMicros }) => 1 / cpuMicros),
        perSecond: of('perSecond'),
        cpuMicros: of('cpuMicros'),
        busyPercent: of('busyPercent'),
        p50Ms: of('p50Ms'),
        p99Ms: of('p99Ms'),
        ...(showsAdded && {
          addedMs: summarize(rounds.map(({ p50Ms }, round) => p50Ms - (limits[round]?.p50Ms ?? p50Ms))),
        }),
        peakMb: { median: peakMb, min: peakMb, max: peakMb },
      } satisfies { [Name in Metric]?: unknown };
      return { name: contender.name, role: contender.role, metrics };
    }),
  );
};
