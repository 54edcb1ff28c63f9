import { z } from 'zod';
import * as read from './readers.ts';

const exporter = z.enum(['otlp', 'none'], 'must be otlp or none').default('otlp');
const protocol = z.enum(['http/protobuf', 'http/json'], 'must be http/protobuf or http/json');
const ratio = z
  .string()
  .regex(/^(0(\.\d+)?|1(\.0+)?)$/, 'must be a number from 0 to 1')
  .transform(Number);

/** The samplers of OpenTelemetry's specification. */
const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/**
 * OpenTelemetry's own variables, by its specification, and one of the gateway's. Those of `OTEL_EXPORTER_OTLP_…` and the
 * two that describe the service are read by OpenTelemetry's packages themselves, once they are loaded.
 */
export const telemetryVariables = {
  OTEL_SDK_DISABLED: read.flag.default(false),
  OTEL_EXPORTER_OTLP_ENDPOINT: read.httpUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: read.httpUrl.optional(),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: read.httpUrl.optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: protocol.default('http/protobuf'),
  OTEL_EXPORTER_OTLP_HEADERS: read.words.optional(),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: read.words.optional(),
  OTEL_EXPORTER_OTLP_METRICS_HEADERS: read.words.optional(),
  OTEL_EXPORTER_OTLP_TIMEOUT: read.milliseconds.optional(),
  OTEL_EXPORTER_OTLP_COMPRESSION: z.enum(['gzip', 'none'], 'must be gzip or none').optional(),
  OTEL_EXPORTER_OTLP_CERTIFICATE: read.words.optional(),
  OTEL_SERVICE_NAME: read.words.optional(),
  OTEL_RESOURCE_ATTRIBUTES: read.words.optional(),
  OTEL_TRACES_EXPORTER: exporter,
  OTEL_METRICS_EXPORTER: exporter,
  OTEL_TRACES_SAMPLER: z.enum(SAMPLERS, `must be ${SAMPLERS.join(', ')}`).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: ratio.default(1),
  OTEL_BSP_SCHEDULE_DELAY: read.milliseconds.default(5_000),
  OTEL_BSP_MAX_QUEUE_SIZE: read.integer(1, 1_000_000).default(2_048),
  OTEL_METRIC_EXPORT_INTERVAL: read.milliseconds.default(60_000),
  UPSTREAM_TRACEPARENT: read.flag.default(false),
};

type Variables = z.infer<z.ZodObject<typeof telemetryVariables>>;

/** The shortest secret, in characters: a shorter value, such as a version, would be removed from every log line. */
const MIN_SECRET = 8;

/** The values in a list of headers, `name=value,name=value`, as they are written there and percent-decoded. */
const headerValues = (headers: string): string[] =>
  headers.split(',').flatMap((header) => {
    const value = header.slice(header.indexOf('=') + 1).trim();
    try {
      return [value, decodeURIComponent(value)];
    } catch {
      // Not percent-encoded: it is sent as it is.
      return [value];
    }
  });

/** As src/telemetry/opentelemetry takes it; null where no endpoint is set, or all is switched off. */
export const telemetryOf = (env: Variables) => {
  const hasEndpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined;
  const sendsTraces = hasEndpoint || env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT !== undefined;
  const sendsMetrics = hasEndpoint || env.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT !== undefined;
  const traces = sendsTraces && env.OTEL_TRACES_EXPORTER === 'otlp';
  const metrics = sendsMetrics && env.OTEL_METRICS_EXPORTER === 'otlp';
  if (env.OTEL_SDK_DISABLED || !(traces || metrics)) return null;
  const headers = [
    env.OTEL_EXPORTER_OTLP_HEADERS,
    env.OTEL_EXPORTER_OTLP_TRACES_HEADERS,
    env.OTEL_EXPORTER_OTLP_METRICS_HEADERS,
  ];
  return {
    protocol: env.OTEL_EXPORTER_OTLP_PROTOCOL,
    /** Null: no traces. */
    traces: traces
      ? {
          sampler: env.OTEL_TRACES_SAMPLER,
          /** The part of traces that `traceidratio` keeps. */
          ratio: env.OTEL_TRACES_SAMPLER_ARG,
          delayMs: env.OTEL_BSP_SCHEDULE_DELAY,
          /** Spans that wait; more are dropped. */
          maxWaiting: env.OTEL_BSP_MAX_QUEUE_SIZE,
          /** Whether calls to the provider have a `traceparent` header. */
          sendsTraceparent: env.UPSTREAM_TRACEPARENT,
        }
      : null,
    /** Null: no metrics. */
    metrics: metrics ? { intervalMs: env.OTEL_METRIC_EXPORT_INTERVAL } : null,
    /** Keys that are sent to the collector. */
    secrets: headers.flatMap((list = '') => headerValues(list)).filter(({ length }) => length >= MIN_SECRET),
  } as const;
};
