import type { Goal } from '../harness/result.ts';
import type { BenchPath } from './path.ts';
import { compareRefreshes } from './shared/refreshes.ts';

const INSTALLS = ['graphql-17', 'graphql-16', 'hive'] as const;

const GOALS: readonly Goal[] = [
  { what: 'of raw node:http and an undici pool', metric: 'ratio', bound: 'at least', value: 0.8 },
  { what: 'the same, by CPU', metric: 'cpuRatio', bound: 'at least', value: 0.8 },
];

const VIEWERS =
  '`refreshTask` is what is meant by a query through to the provider: `credits` is cached for ten seconds. The gateway ' +
  'reads twenty records for one viewer in any ten seconds, so the requests are of thousands of viewers, with AUTH=jwt ' +
  '(HS256).';

export const through: BenchPath = {
  name: 'through',
  title: "Through to the provider: `refreshTask` reads a task's record",
  installs: INSTALLS,
  async measure(bench, ready) {
    // Tokens are verified once, and what runs often is compiled.
    const first = { tasks: 20, warmUpTasks: 2, pauseMs: 0 };
    const { contenders, repeated, notes } = await compareRefreshes(bench, ready, first);
    const own =
      'Each reads another PROCESSING task. The gateway also writes a note about it durably, and peers do not.';
    const late = repeated === 0 ? [] : [`Tasks ran out: the last ${repeated} requests were about earlier ones.`];
    return { contenders, goals: GOALS, notes: [`${VIEWERS} ${own}`, ...late, ...notes] };
  },
};

/** Of each viewer. */
const TASKS = 10;
/** For so long, reads of records for a viewer count: see `refresh-limit.ts`. A task is not asked about again as soon. */
const WINDOW_MS = 10_000;

export const throughAgain: BenchPath = {
  name: 'through-again',
  title: 'The same about tasks that were asked about before',
  installs: INSTALLS,
  async measure(bench, ready) {
    const again = { tasks: TASKS, warmUpTasks: TASKS, pauseMs: WINDOW_MS };
    const { contenders, notes } = await compareRefreshes(bench, ready, again);
    const own =
      'All tasks were asked about before the first round, and have not changed since: no request waits for a write. The ' +
      'gateway writes notes about the reads later, many together; peers do not.';
    return { contenders, goals: GOALS, notes: [`${VIEWERS} ${own}`, ...notes] };
  },
};
