import { randomUUID } from 'node:crypto';
import { DiagLogLevel, diag } from '@opentelemetry/api';
import { setGlobalErrorHandler } from '@opentelemetry/core';
import { detectResources, envDetector, type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { createRareWarnings, type RareWarningsDependencies } from '../rare-warnings.ts';
import type { Tracing } from '../tracing.ts';
import { createMetricProducer, type ReadMetrics } from './metric-producer.ts';
import { createTracing } from './tracing.ts';

/** As src/config/telemetry.ts reads it from the environment. */
export interface TelemetrySettings {
  readonly protocol: 'http/protobuf' | 'http/json';
  readonly traces: {
    readonly sampler: `${'' | 'parentbased_'}${'always_on' | 'always_off' | 'traceidratio'}`;
    readonly ratio: number;
    readonly delayMs: number;
    readonly maxWaiting: number;
  } | null;
  readonly metrics: { readonly intervalMs: number } | null;
}

export interface TelemetryDependencies extends RareWarningsDependencies {
  readonly readMetrics: ReadMetrics;
}

/** OpenTelemetry at work. */
export interface Telemetry {
  /** Null where only metrics are sent. */
  readonly tracing: Tracing | null;
  /** Sends what waits, for no longer than `ms` milliseconds. */
  close(ms: number): Promise<void>;
}

/** Spans in one request to the collector. */
const BATCH = 512;
/** Characters of an attribute: a client may name an operation as it likes. */
const MAX_ATTRIBUTE = 256;

const samplerOf = (name: string, ratio: number): Sampler => {
  const [, root = name] = /^parentbased_(.*)$/.exec(name) ?? [];
  if (root !== name) return new ParentBasedSampler({ root: samplerOf(root, ratio) });
  if (root === 'traceidratio') return new TraceIdRatioBasedSampler(ratio);
  return root === 'always_off' ? new AlwaysOffSampler() : new AlwaysOnSampler();
};

/** Loads the exporters of one protocol. They read their endpoints from the environment. */
const loadExporters = async (protocol: TelemetrySettings['protocol']) => {
  const [traces, metrics] = await (protocol === 'http/json'
    ? Promise.all([
        import('@opentelemetry/exporter-trace-otlp-http'),
        import('@opentelemetry/exporter-metrics-otlp-http'),
      ])
    : Promise.all([
        import('@opentelemetry/exporter-trace-otlp-proto'),
        import('@opentelemetry/exporter-metrics-otlp-proto'),
      ]));
  return {
    traces: (): SpanExporter => new traces.OTLPTraceExporter(),
    metrics: (): PushMetricExporter => new metrics.OTLPMetricExporter(),
  };
};

/** The nodes of one gateway are told apart by their ids. */
const resourceOf = (): Resource =>
  resourceFromAttributes({ 'service.name': 'stemgate', 'service.instance.id': randomUUID() }).merge(
    detectResources({ detectors: [envDetector] }),
  );

/** Logs that something could not be sent. */
const createTroubleLog = (dependencies: RareWarningsDependencies) => {
  const warn = createRareWarnings(dependencies);
  return (trouble: unknown): void => {
    const reason = (trouble instanceof Error ? trouble.message || trouble.name : String(trouble)).slice(0, 200);
    warn('traces or metrics could not be sent: see OTEL_EXPORTER_OTLP_ENDPOINT', { reason });
  };
};

/** Starts to send traces and metrics over OTLP. Import it only where that is configured: it loads OpenTelemetry. */
export const startTelemetry = async (
  settings: TelemetrySettings,
  dependencies: TelemetryDependencies,
): Promise<Telemetry> => {
  const { clock, readMetrics } = dependencies;
  const report = createTroubleLog(dependencies);
  const ignore = (): void => undefined;
  diag.setLogger({ error: report, warn: report, info: ignore, debug: ignore, verbose: ignore }, DiagLogLevel.WARN);
  setGlobalErrorHandler(report);

  const resource = resourceOf();
  const exporters = await loadExporters(settings.protocol);
  const { traces, metrics } = settings;
  const tracers =
    traces &&
    new TracerProvider({
      resource,
      sampler: samplerOf(traces.sampler, traces.ratio),
      spanLimits: { attributeValueLengthLimit: MAX_ATTRIBUTE },
      spanProcessors: [
        new BatchSpanProcessor({
          exporter: exporters.traces(),
          scheduledDelayMillis: traces.delayMs,
          maxQueueSize: traces.maxWaiting,
          maxExportBatchSize: Math.min(BATCH, traces.maxWaiting),
        }),
      ],
    });
  const meters =
    metrics &&
    new MeterProvider({
      resource,
      readers: [
        new PeriodicExportingMetricReader({
          exporter: exporters.metrics(),
          exportIntervalMillis: metrics.intervalMs,
          metricProducers: [createMetricProducer(readMetrics)],
        }),
      ],
    });

  return {
    tracing: tracers && createTracing(tracers.getTracer('stemgate')),
    async close(ms) {
      const sent = Promise.all([tracers?.shutdown(), meters?.shutdown()]).catch(report);
      await Promise.race([sent, clock.wait(ms)]);
    },
  };
};
