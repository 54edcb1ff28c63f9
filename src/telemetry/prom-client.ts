import type * as prom from 'prom-client';
import Counter from 'prom-client/lib/counter.js';
import Gauge from 'prom-client/lib/gauge.js';
import Histogram from 'prom-client/lib/histogram.js';
import eventLoopLag from 'prom-client/lib/metrics/eventLoopLag.js';
import gc from 'prom-client/lib/metrics/gc.js';
import heapSizeAndUsed from 'prom-client/lib/metrics/heapSizeAndUsed.js';
import heapSpacesSizeAndUsed from 'prom-client/lib/metrics/heapSpacesSizeAndUsed.js';
import osMemoryHeap from 'prom-client/lib/metrics/osMemoryHeap.js';
import processHandles from 'prom-client/lib/metrics/processHandles.js';
import processMaxFileDescriptors from 'prom-client/lib/metrics/processMaxFileDescriptors.js';
import processOpenFileDescriptors from 'prom-client/lib/metrics/processOpenFileDescriptors.js';
import processRequests from 'prom-client/lib/metrics/processRequests.js';
import processResources from 'prom-client/lib/metrics/processResources.js';
import processStartTime from 'prom-client/lib/metrics/processStartTime.js';
import version from 'prom-client/lib/metrics/version.js';
import Registry from 'prom-client/lib/registry.js';

/*
 * The parts of prom-client that are used. Its index also loads @opentelemetry/api, which slows each start, for one feature
 * that is not used here (docs/decisions/063-opentelemetry.md). Its metrics of CPU time do so too: they are replaced below.
 */

export { Counter, Gauge, Histogram, Registry };

/** The default metrics of prom-client, but for those of CPU time. */
const PROCESS_METRICS = [
  processStartTime,
  osMemoryHeap,
  processOpenFileDescriptors,
  processMaxFileDescriptors,
  eventLoopLag,
  processHandles,
  processRequests,
  processResources,
  heapSizeAndUsed,
  heapSpacesSizeAndUsed,
  version,
  gc,
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
  for (const collect of PROCESS_METRICS) collect(registry);
  collectCpuTime(registry);
};
