import type { ProviderOddity } from '../domain/ports/provider.ts';
import type { TaskMetrics } from '../domain/ports/task-metrics.ts';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from './prom-client.ts';

/** Counts requests, sockets and subscriptions. */
export interface HttpMetrics {
  /** @param route a fixed name, never a path: there is no end of paths, and some hold tokens. */
  request(route: string, status: number, ms: number): void;
  socketOpened(): void;
  socketClosed(): void;
  subscriptionStarted(transport: string): void;
  subscriptionEnded(transport: string): void;
  /** @param ms from the saving of a version to the moment at which its message was handed to the client's connection. */
  pushed(ms: number): void;
}

/** The metrics of this process. */
export interface Metrics {
  readonly tasks: TaskMetrics;
  readonly http: HttpMetrics;
  /** Something of the provider's without a known meaning. @param what of a fixed list, never the provider's word. */
  oddity(what: ProviderOddity['what']): void;
  /** Tasks that were deleted because of their age. */
  pruned(tasks: number): void;
  /** The size of the database's write-ahead log, in bytes. */
  walBytes(bytes: number): void;
  readonly contentType: string;
  /** All metrics as objects, by prom-client. */
  readonly list: InstanceType<typeof Registry>['getMetricsAsJSON'];
  /** In the text format of Prometheus. */
  read(): Promise<string>;
}

const SECOND = 1_000;
const FAST = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Uses a registry of its own, so that the metrics of two gateways in one process do not mix. */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics(registry);

  /** The counters of answered requests, by route and status. */
  const answered = new Map<string, { inc(): void }>();

  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name: `stemgate_${name}`, help, labelNames: [...labelNames], registers });
  const seconds = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Histogram({ name: `stemgate_${name}_seconds`, help, labelNames: [...labelNames], buckets: FAST, registers });

  const purchases = counter('purchases_total', 'Purchases by outcome.', ['operation', 'outcome']);
  const refusals = counter('refusals_total', 'Purchases that a caller was refused, by code.', ['code']);
  const callbacks = counter('callbacks_total', 'Callbacks by outcome.', ['outcome']);
  const polls = counter('polls_total', 'Polls of the provider about tasks, by result.', ['outcome']);
  const oddities = counter('provider_oddities_total', 'Words and codes of the provider without a known meaning.', [
    'what',
  ]);
  const pruned = counter('pruned_tasks_total', 'Tasks that were deleted because of their age.', []);
  const queueWait = seconds('purchase_queue_wait', 'Time that purchases waited for the rate limit of the provider.');
  const requests = counter('http_requests_total', 'HTTP requests answered.', ['route', 'status']);
  const durations = seconds('http_request_duration', 'Time from a request to the end of its response.', ['route']);
  const sockets = new Gauge({ name: 'stemgate_open_sockets', help: 'Open WebSockets.', registers });
  const wal = new Gauge({ name: 'stemgate_store_wal_bytes', help: 'Size of the write-ahead log.', registers });
  const subscriptions = new Gauge({
    name: 'stemgate_open_subscriptions',
    help: 'Open subscriptions.',
    labelNames: ['transport'],
    registers,
  });
  const pushDelay = seconds(
    'push_delay',
    "Time from the saving of a version to its message on the client's connection.",
  );

  return {
    tasks: {
      purchase: (operation, outcome) => purchases.inc({ operation, outcome }),
      refusal: (code) => refusals.inc({ code }),
      callback: (outcome) => callbacks.inc({ outcome }),
      poll: (outcome) => polls.inc({ outcome }),
      queueWait: (ms) => queueWait.observe(ms / SECOND),
    },
    http: {
      request(route, status, ms) {
        const name = `${route} ${status}`;
        // Found by name: prom-client would sort and join the labels at each count.
        const known = answered.get(name);
        const count = known ?? requests.labels({ route, status: String(status) });
        if (known === undefined) answered.set(name, count);
        count.inc();
        durations.observe({ route }, ms / SECOND);
      },
      socketOpened: () => sockets.inc(),
      socketClosed: () => sockets.dec(),
      subscriptionStarted: (transport) => subscriptions.inc({ transport }),
      subscriptionEnded: (transport) => subscriptions.dec({ transport }),
      pushed: (ms) => pushDelay.observe(ms / SECOND),
    },
    oddity: (what) => oddities.inc({ what }),
    pruned: (tasks) => pruned.inc(tasks),
    walBytes: (bytes) => wal.set(bytes),
    contentType: registry.contentType,
    list: () => registry.getMetricsAsJSON(),
    read: () => registry.metrics(),
  };
};
