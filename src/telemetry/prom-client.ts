import { createRequire } from 'node:module';
import type * as prom from 'prom-client';

/*
 * The parts of prom-client that are used. Its index also loads @opentelemetry/api, which slows each start, for one feature
 * that is not used here (docs/decisions/063-opentelemetry.md). Its metrics of CPU time do so too: they are replaced below.
 */

const require = createRequire(import.meta.url);

export const Registry: typeof prom.Registry = require('prom-client/lib/registry');
export const Counter: typeof prom.Counter = require('prom-client/lib/counter');
export const Gauge: typeof prom.Gauge = require('prom-client/lib/gauge');
export const Histogram: typeof prom.Histogram = require('prom-client/lib/histogram');

/** The default metrics of prom-client, but for those of CPU time. */
const PROCESS_METRICS = [
  'processStartTime',
  'osMemoryHeap',
  'processOpenFileDescriptors',
  'processMaxFileDescriptors',
  'eventLoopLag',
  'processHandles',
  'processRequests',
  'processResources',
  'heapSizeAndUsed',
  'heapSpacesSizeAndUsed',
  'version',
  'gc',
];

const MICROSECONDS = 1_000_000;

/** CPU time since this was called, in seconds. */
const collectCpuTime = (registry: prom.Registry): void => {
  const begun = process.cpuUsage();
  const add = (name: string, help: string, read: (used: NodeJS.CpuUsage) => number): void => {
    new Counter({
      name: `process_cpu_${name}`,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(read(process.cpuUsage(begun)) / MICROSECONDS);
      },
    });
  };
  add('user_seconds_total', 'Total user CPU time spent in seconds.', ({ user }) => user);
  add('system_seconds_total', 'Total system CPU time spent in seconds.', ({ system }) => system);
  add('seconds_total', 'Total user and system CPU time spent in seconds.', ({ user, system }) => user + system);
};

/** What prom-client's `collectDefaultMetrics` does. */
export const collectDefaultMetrics = (registry: prom.Registry): void => {
  for (const name of PROCESS_METRICS) {
    const collect: (registry: prom.Registry) => void = require(`prom-client/lib/metrics/${name}`);
    collect(registry);
  }
  collectCpuTime(registry);
};
