import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readOptions, refuseUsage } from '../scripts/read-options.ts';
import { openBench } from './harness/bench.ts';
import { type Cores, chooseCores } from './harness/cores.ts';
import { AS_MEASURED } from './harness/gateway.ts';
import { installPeers } from './harness/peers.ts';
import { type Plan, planOf } from './harness/plan.ts';
import { type PathReport, pathMarkdown, type Report, toMarkdown } from './harness/report.ts';
import { ROOT } from './harness/server.ts';
import { measureNodes } from './nodes/index.ts';
import { PATHS } from './paths/index.ts';
import type { BenchPath } from './paths/path.ts';
import { soak } from './soak.ts';

const NAMES = PATHS.map(({ name }) => name);

const HELP = `npm run bench -- [--quick] [--only NAME …] [--json] [--no-peers] [--large] [--keep]
                 [--nodes] [--soak MINUTES] [--cpu-prof FOLDER]

Measures Stemgate beside its peers and beside what Node can do, in one run. Nothing is asserted.

  --quick  the whole run in under three minutes, with fewer rounds and sockets
  --only   one of the paths; may be given several times:
           ${NAMES.join(', ')}
  --json   one JSON object instead of tables
  --no-peers  the gateway and its limits alone; nothing is installed
  --large  also a store of 5,000,000 tasks, which takes a quarter of an hour and 25 GB to fill
  --nodes  instead of all that: 1, 2 and 3 gateways on PostgreSQL and Redis beside the embedded mode, and the CPU of each
           part; both servers are started in temporary folders
  --soak   instead of all that: sockets that come and go, callbacks, queries and purchases for so many minutes; the
           slope of the gateway's memory
  --keep   keeps the folder with databases and logs, and says where it is
  --cpu-prof  where the gateway leaves a CPU profile of each path

A whole run that is not quick writes bench/results/latest.md and latest.json.
Peers are installed at the first run: npm ci in bench and below it.
`;

const { values } = readOptions({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    large: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    nodes: { type: 'boolean', default: false },
    soak: { type: 'string' },
    'no-peers': { type: 'boolean', default: false },
    'cpu-prof': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.only?.every((name) => NAMES.includes(name)) === false) refuseUsage(`--only takes ${NAMES.join(', ')}`);
const soakMinutes = values.soak === undefined ? null : Number(values.soak);
if (soakMinutes !== null && !(soakMinutes > 0)) refuseUsage('--soak takes a number of minutes');
const chosen = PATHS.filter(({ name }) => values.only?.includes(name) ?? true);
const say = (line: string): void => console.error(line);

/** Where the gateway's profiles go; null where none are wanted. */
const profilesOf = (name: string) => {
  const folder = values['cpu-prof'];
  return folder === undefined ? null : { folder: resolve(folder), name };
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A folder for databases and logs; removed with the object, unless it is to be kept. */
const scratchFolder = async () => {
  const path = await mkdtemp(join(tmpdir(), 'stemgate-bench-'));
  return {
    path,
    async [Symbol.asyncDispose]() {
      if (values.keep) say(`kept: ${path}`);
      else await rm(path, { recursive: true, force: true });
    },
  };
};

interface Setting {
  readonly plan: Plan;
  readonly cores: Cores | null;
  readonly folder: string;
  readonly ready: ReturnType<typeof installPeers>['ready'];
}

const measure = async (path: BenchPath, { plan, cores, folder, ready }: Setting): Promise<PathReport> => {
  const begun = performance.now();
  const report = (result: PathReport['result'], failure: string | null): PathReport => {
    const seconds = (performance.now() - begun) / 1_000;
    return { name: path.name, title: path.title, seconds, result, failure };
  };
  try {
    const options = {
      plan,
      cores,
      folder: join(folder, path.name),
      seedFile: join(folder, 'seed.db'),
      profiles: profilesOf(path.name),
    };
    await using bench = await openBench(options);
    return report(await path.measure(bench, ready), null);
  } catch (error) {
    return report(null, reasonOf(error));
  }
};

const writeResults = async (report: Report): Promise<void> => {
  const folder = join(ROOT, 'bench/results');
  await writeFile(join(folder, 'latest.md'), toMarkdown(report));
  await writeFile(join(folder, 'latest.json'), `${JSON.stringify(report, null, 2)}\n`);
};

/** A bench for all that is measured, and not for one path. */
const openWhole = async (name: string, cores: Cores | null, path: string) =>
  openBench({ plan: planOf(values), cores, folder: path, seedFile: join(path, 'seed.db'), profiles: profilesOf(name) });

const runSoak = async (minutes: number): Promise<void> => {
  await using folder = await scratchFolder();
  await using bench = await openWhole('soak', chooseCores(), folder.path);
  const result = await soak(bench, minutes, (sample) =>
    say(`${sample.minutes.toFixed(1)} min: ${sample.rssMb.toFixed(0)} MB`),
  );
  const { cycles, slopeMbPerHour, peakMb } = result;
  const line = `${cycles} cycles; ${slopeMbPerHour.toFixed(1)} MB an hour in the second half; peak ${peakMb.toFixed(0)} MB`;
  console.log(values.json ? JSON.stringify(result, null, 2) : line);
};

const reportOf = (paths: readonly PathReport[], cores: Cores | null, leftOut: readonly string[]): Report => ({
  at: new Date().toISOString(),
  machine: {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    node: process.version,
    pinned: cores !== null,
  },
  quick: values.quick,
  asMeasured: AS_MEASURED,
  leftOut,
  paths,
});

/** Prints a path's tables as soon as they are there, unless all is to be one JSON object. */
const tell = (report: PathReport): void => {
  if (!values.json) console.log(pathMarkdown(report));
};

const runNodes = async (): Promise<void> => {
  const cores = chooseCores();
  await using folder = await scratchFolder();
  await using bench = await openWhole('nodes', cores, folder.path);
  const paths = await measureNodes(bench, tell);
  if (values.json) console.log(JSON.stringify(reportOf(paths, cores, []), null, 2));
};

const run = async (): Promise<void> => {
  const wanted = values['no-peers'] ? [] : [...new Set(chosen.flatMap(({ installs }) => installs))];
  const { ready, failures } = installPeers(wanted, say);
  const cores = chooseCores();
  await using folder = await scratchFolder();
  const setting: Setting = { plan: planOf(values), cores, folder: folder.path, ready };
  const paths: PathReport[] = [];
  for (const path of chosen) {
    say(`measuring ${path.name}`);
    const report = await measure(path, setting);
    paths.push(report);
    tell(report);
  }
  const report = reportOf(paths, cores, failures);
  if (values.json) console.log(JSON.stringify(report, null, 2));
  else console.log([AS_MEASURED, ...failures].join('\n'));
  if (values.only === undefined && !values.quick) await writeResults(report);
  if (paths.some(({ failure }) => failure !== null)) process.exitCode = 1;
};

// Servers end with this process, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

if (values.help) console.log(HELP);
else if (values.nodes) await runNodes();
else if (soakMinutes !== null) await runSoak(soakMinutes);
else await run();
