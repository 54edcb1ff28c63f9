import { availableParallelism, cpus } from 'node:os';
import { readOptions, refuseUsage } from '../scripts/read-options.ts';
import { benchMemory } from './memory.ts';
import { benchPurchases } from './purchases.ts';
import { benchPush } from './push.ts';
import { benchQuery, type Rounds } from './query.ts';
import { type Summary, summarize } from './statistics.ts';
import { openWorld } from './world.ts';

/**
 * How fast the gateway is, as ratios to what Node and ws can do on the same machine in the same minute. Nothing is
 * asserted. `npm run bench -- --help`.
 */
const CASES = ['query', 'push', 'memory', 'purchases'] as const;
type Case = (typeof CASES)[number];

const HELP = `npm run bench -- [--json] [--only ${CASES.join('|')}] [--cpu-prof FOLDER]

  --json      one JSON object instead of tables
  --only      one of the cases; may be given several times
  --cpu-prof  where the gateway leaves a CPU profile of itself
`;

interface Compared {
  readonly ours: Summary;
  readonly theirs: Summary;
  /** Ours over theirs, round by round. */
  readonly ratio: Summary;
  /** Microseconds of the server's CPU each, where the system says. */
  readonly cpuMicros: { readonly ours: number; readonly theirs: number };
}

const compare = (ours: Rounds | undefined, theirs: Rounds | undefined): Compared => {
  if (!ours || !theirs) throw new Error('A round is missing.');
  return {
    ours: summarize(ours.perSecond),
    theirs: summarize(theirs.perSecond),
    ratio: summarize(ours.perSecond.map((value, round) => value / (theirs.perSecond[round] ?? Number.NaN))),
    cpuMicros: { ours: summarize(ours.cpuMicros).median, theirs: summarize(theirs.cpuMicros).median },
  };
};

const show = ({ median, min, max }: Summary, digits: number): string =>
  `${median.toFixed(digits)} (${min.toFixed(digits)} to ${max.toFixed(digits)})`;

const rows = ({ ours, theirs, ratio, cpuMicros }: Compared, against: string) => ({
  'gateway, per second': show(ours, 0),
  [`${against}, per second`]: show(theirs, 0),
  ratio: show(ratio, 2),
  'CPU of the servers, µs each': `${cpuMicros.ours.toFixed(0)} against ${cpuMicros.theirs.toFixed(0)}`,
});

const print = (title: string, table: Readonly<Record<string, string>>): void => {
  console.log(`\n${title}`);
  const width = Math.max(...Object.keys(table).map((name) => name.length));
  for (const [name, value] of Object.entries(table)) console.log(`  ${name.padEnd(width)}  ${value}`);
};

const { values } = readOptions({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    'cpu-prof': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const isCase = (name: string): name is Case => CASES.some((known) => known === name);
if (values.only?.every(isCase) === false) refuseUsage(`--only takes ${CASES.join(', ')}`);
const chosen = CASES.filter((name) => values.only?.includes(name) ?? true);

const run = async (): Promise<void> => {
  const profile = values['cpu-prof'];
  const flags = profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profile];
  const results: Record<string, unknown> = {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model,
    node: process.version,
  };
  const say = (title: string, result: object, table: Readonly<Record<string, string>>, name: Case): void => {
    results[name] = result;
    if (!values.json) print(title, table);
  };
  // A world of its own for each case: none runs on what another has left.
  const cases: Readonly<Record<Case, () => Promise<void>>> = {
    async query() {
      await using world = await openWorld(flags);
      const { ours, theirs, bytes } = await benchQuery(world);
      const compared = compare(ours, theirs);
      say(`query of a task, ${bytes} bytes (target 0.6)`, compared, rows(compared, 'node:http'), 'query');
    },
    async push() {
      await using world = await openWorld(flags);
      const { ours, theirs } = await benchPush(world);
      const compared = compare(ours, theirs);
      say('callbacks stored and pushed (target 0.55)', compared, rows(compared, 'ws'), 'push');
    },
    async memory() {
      await using world = await openWorld(flags);
      const { ours, theirs, sockets } = await benchMemory(world);
      const table = Object.fromEntries(
        (['heapUsed', 'external', 'rss'] as const).map((part) => [part, `${ours[part]} against ${theirs[part]} of ws`]),
      );
      say(`bytes per idle subscribed socket, of ${sockets} (target 12288)`, { ours, theirs }, table, 'memory');
    },
    async purchases() {
      await using world = await openWorld(flags);
      const { ours, theirs } = await benchPurchases(world);
      const compared = compare(ours, theirs);
      say('purchases', compared, rows(compared, 'the mock directly'), 'purchases');
    },
  };
  if (!values.json) console.log(`${results['cores']} cores, ${results['cpu']}, node ${results['node']}`);
  for (const name of chosen) await cases[name]();
  if (values.json) console.log(JSON.stringify(results, null, 2));
};

if (values.help) console.log(HELP);
else await run();
