import { expect, it } from 'vitest';
import { read } from '../support/config.ts';

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };

it.each([
  {},
  { OTEL_SERVICE_NAME: 'music', OTEL_TRACES_EXPORTER: 'otlp', OTEL_TRACES_SAMPLER: 'always_on' },
  { ...ENDPOINT, OTEL_SDK_DISABLED: 'true' },
  { ...ENDPOINT, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' },
  { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:4318/v1/traces', OTEL_TRACES_EXPORTER: 'none' },
])('there is no telemetry with %j', (environment) => {
  expect(read(environment).telemetry).toBeNull();
});

it('traces and metrics are sent to an endpoint of both, or each to its own', () => {
  const whole = read(ENDPOINT).telemetry;
  expect(whole).toMatchObject({
    protocol: 'http/protobuf',
    traces: { sampler: 'parentbased_always_on', ratio: 1, maxWaiting: 2_048, sendsTraceparent: false },
    metrics: { intervalMs: 60_000 },
  });
  const own = { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://127.0.0.1:4318/v1/metrics' };
  expect(read(own).telemetry).toMatchObject({ traces: null, metrics: {} });
  expect(read({ ...ENDPOINT, OTEL_METRICS_EXPORTER: 'none' }).telemetry).toMatchObject({ traces: {}, metrics: null });
});

it('the keys that the collector wants are secrets, in both of their spellings', () => {
  const headers = 'x-api-key=collector%20key%201,x-scope=dev,authorization=Bearer half%';
  const secrets = read({ ...ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_HEADERS: headers }).telemetry?.secrets;
  expect(secrets).toEqual(['collector%20key%201', 'collector key 1', 'Bearer half%']);
});
