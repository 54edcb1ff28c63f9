import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A span as it was received. Times are epoch milliseconds. */
export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  /** By the numbers of OTLP: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  /** The process that made it. */
  readonly instance: unknown;
  readonly isFailed: boolean;
}

/** A point of a metric: a number, or a histogram. */
export interface CollectedPoint {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly asDouble?: number;
  readonly count?: number | string;
  readonly sum?: number;
  readonly bucketCounts?: readonly (number | string)[];
  readonly explicitBounds?: readonly number[];
}

interface KeyValue {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface OtlpSpan extends Omit<CollectedSpan, 'attributes' | 'startedAt' | 'endedAt' | 'instance' | 'isFailed'> {
  readonly attributes: readonly KeyValue[];
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status?: { readonly code?: number };
}

interface Resource {
  readonly attributes: readonly KeyValue[];
}

interface OtlpMetric {
  readonly name: string;
  readonly [kind: string]: unknown;
}

interface OtlpRequest {
  readonly resourceSpans?: readonly {
    readonly resource: Resource;
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
  readonly resourceMetrics?: readonly {
    readonly resource: Resource;
    readonly scopeMetrics: readonly { readonly metrics: readonly OtlpMetric[] }[];
  }[];
}

const toRecord = (list: readonly KeyValue[] = []): Record<string, unknown> =>
  Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value)[0]]));

const toMs = (nanoseconds: string): number => Number(nanoseconds) / 1_000_000;

const toSpan = (span: OtlpSpan, resource: Resource): CollectedSpan => ({
  ...span,
  attributes: toRecord(span.attributes),
  links: span.links ?? [],
  startedAt: toMs(span.startTimeUnixNano),
  endedAt: toMs(span.endTimeUnixNano),
  instance: toRecord(resource.attributes)['service.instance.id'],
  isFailed: span.status?.code === 2,
});

const pointsOf = (metric: OtlpMetric): CollectedPoint[] => {
  const kinds = ['sum', 'gauge', 'histogram'].flatMap((kind) => {
    const data = metric[kind];
    return typeof data === 'object' && data !== null && 'dataPoints' in data ? [data.dataPoints] : [];
  });
  const points = kinds.flat() as (Omit<CollectedPoint, 'attributes'> & { attributes: readonly KeyValue[] })[];
  return points.map((point) => ({ ...point, attributes: toRecord(point.attributes) }));
};

/** A collector of OTLP over HTTP. It reads the JSON form; of the other it keeps the bytes. */
export const openCollector = async () => {
  const spans: CollectedSpan[] = [];
  const metrics = new Map<string, CollectedPoint[]>();
  const resources: Record<string, unknown>[] = [];
  const received: { readonly path: string | undefined; readonly type: string | undefined; readonly body: Buffer }[] =
    [];

  const take = (body: Buffer): void => {
    const { resourceSpans = [], resourceMetrics = [] }: OtlpRequest = JSON.parse(body.toString());
    for (const { resource, scopeSpans } of resourceSpans) {
      resources.push(toRecord(resource.attributes));
      for (const { spans: own } of scopeSpans) spans.push(...own.map((span) => toSpan(span, resource)));
    }
    for (const { scopeMetrics } of resourceMetrics) {
      for (const metric of scopeMetrics.flatMap((scope) => scope.metrics)) metrics.set(metric.name, pointsOf(metric));
    }
  };

  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const type = request.headers['content-type'];
    received.push({ path: request.url, type, body });
    if (type === 'application/json') take(body);
    response.writeHead(200, { 'content-type': type ?? 'text/plain' }).end(type === 'application/json' ? '{}' : '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    /** What makes a gateway send here, at once and in JSON. */
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '50',
      OTEL_METRIC_EXPORT_INTERVAL: '100',
    },
    spans,
    /** By name, as they were received last. */
    metrics,
    /** The attributes of what sent spans. */
    resources,
    received,
    /** All that was received, as text. */
    text: () => received.map(({ body }) => body.toString('latin1')).join('\n'),
    /** The spans of one trace. */
    trace: (traceId: string) => spans.filter((span) => span.traceId === traceId),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

export type Collector = Awaited<ReturnType<typeof openCollector>>;
