import type { Bench } from '../harness/bench.ts';
import type { PathReport } from '../harness/report.ts';
import type { Measured } from '../harness/result.ts';
import { type Contender, compareInstallations } from './compare.ts';
import { openEmbedded, openInstallation, startShared } from './installation.ts';
import { measureNotify } from './notify.ts';
import { callbacks, finishedTasks, openTasks, purchases, type Site, taskPage } from './paths.ts';
import { openSockets } from './sockets.ts';
import { buyOpenTasks, makeFinishedTasks } from './tasks.ts';

/** The most nodes. */
const NODES = 3;
/** The most sockets of one installation, each of another viewer. */
const SOCKETS = 1_000;
/** Callbacks a second of the path that is about time and not about rates. */
const PACE = 200;

const ABOUT_SHARING =
  'Nodes, PostgreSQL and Redis share the one core of the servers: more nodes bring no higher rate here, and CPU each is ' +
  'what tells.';

/** One, two and three nodes on PostgreSQL and Redis beside the embedded mode. @param tell is given each result */
export const measureNodes = async (bench: Bench, tell: (report: PathReport) => void): Promise<PathReport[]> => {
  const { plan } = bench;
  await using shared = await startShared(bench);
  const installations = [await openEmbedded(bench)];
  for (let count = 1; count <= NODES; count += 1) installations.push(await openInstallation(bench, shared, count));
  const sites: Site[] = [];
  for (const installation of installations) {
    const finished = await makeFinishedTasks(bench, installation);
    const open = await buyOpenTasks(bench, installation, Math.min(plan.sockets, SOCKETS));
    sites.push({ installation, finished, open });
  }

  const reports: PathReport[] = [];
  const report = async (name: string, title: string, notes: readonly string[], measure: () => Promise<Measured[]>) => {
    const begun = performance.now();
    const result = { contenders: await measure(), goals: [], notes };
    const seconds = (performance.now() - begun) / 1_000;
    const done: PathReport = { name, title, seconds, result, failure: null };
    reports.push(done);
    tell(done);
  };
  const compare = (contenderOf: (bench: Bench, site: Site) => Contender) => () =>
    compareInstallations(
      plan,
      sites.map((site) => contenderOf(bench, site)),
    );

  // First: what load leaves in memory hides what sockets take. Later paths are measured while they are open.
  await report('sockets', `${sites[0]?.open.length} sockets are opened, each of another viewer`, [], async () => {
    const opened: Measured[] = [];
    for (const site of sites) opened.push(await openSockets(bench, site));
    return opened;
  });
  await report('finished', 'Query of a finished task with 12 stems', [ABOUT_SHARING], compare(finishedTasks));
  await report('open', 'Query of a task that is not finished', [], compare(openTasks));
  await report('page', 'Query of a page of 20 finished tasks with stems', [], compare(taskPage));
  await report('purchases', 'separateVocals by 32 callers of 500 viewers', [], compare(purchases));
  const elsewhere = ['With several nodes each callback is taken by another node than the one that holds the socket.'];
  await report(
    'callbacks',
    'From callback to message, 32 at once',
    elsewhere,
    compare((one, site) => callbacks(one, site, null)),
  );
  await report(
    'callback-latency',
    `From callback to message at ${PACE} callbacks a second`,
    elsewhere,
    compare((one, site) => callbacks(one, site, PACE)),
  );
  await report('notify', 'LISTEN/NOTIFY: small commits by 20 connections, three listeners', [], () =>
    measureNotify(plan, shared),
  );
  return reports;
};
