import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { WatchTaskDocument } from '../../examples/generated/graphql.ts';
import { openCollector } from '../support/collector.ts';
import { openScene } from '../support/scene.ts';
import { buyTraced, newTrace } from '../support/traced-client.ts';

describe('what is loaded', () => {
  const HOOK = fileURLToPath(new URL('../support/loaded-packages.ts', import.meta.url));
  const live = async (env: Readonly<Record<string, string>>): Promise<string> => {
    await using scene = await openScene({ env: { NODE_OPTIONS: `--import=${HOOK}`, ...env } });
    const id = await buyTraced(scene, newTrace().traceparent);
    await scene.client().watch(WatchTaskDocument, { id }).end();
    await (await fetch(`${scene.origin}/metrics`)).text();
    await scene.gateway().stop();
    return scene.gateway().output();
  };

  it('is nothing of OpenTelemetry where no endpoint is set, whatever else is', async () => {
    for (const env of [
      { OTEL_SERVICE_NAME: 'music', OTEL_TRACES_SAMPLER: 'always_on' },
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_SDK_DISABLED: 'true' },
    ]) {
      expect(await live(env)).not.toContain('loaded: @opentelemetry/');
    }
  });

  it('is OpenTelemetry where one is set; it sends protobuf unless told otherwise', async () => {
    await using collector = await openCollector();
    const output = await live({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, SHUTDOWN_GRACE_MS: '20000' });
    expect(output).toContain('loaded: @opentelemetry/sdk-trace/');
    // Sent on the way out: nothing was due before.
    const types = collector.received.map(({ path, type }) => `${path} ${type}`);
    expect(types.toSorted()).toEqual(['/v1/metrics application/x-protobuf', '/v1/traces application/x-protobuf']);
    expect(collector.text()).toContain('purchase ADD_VOCALS');
    expect(output).not.toContain('could not be sent');
  });
});

describe('a collector that', () => {
  const suffer = async (endpoint: string, timeoutMs: number): Promise<void> => {
    await using scene = await openScene({
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
        OTEL_EXPORTER_OTLP_TIMEOUT: String(timeoutMs),
        OTEL_BSP_SCHEDULE_DELAY: '10',
        OTEL_BSP_MAX_QUEUE_SIZE: '50',
        OTEL_METRIC_EXPORT_INTERVAL: '50',
      },
    });
    const id = await buyTraced(scene, newTrace().traceparent);
    await scene.client().watch(WatchTaskDocument, { id }).end();
    const ask = () => fetch(`${scene.origin}/graphql?query={__typename}`).then(({ status }) => status);
    for (let round = 0; round < 20; round += 1) {
      expect(new Set(await Promise.all(Array.from({ length: 20 }, ask)))).toEqual(new Set([200]));
    }
    await scene.gateway().said(/could not be sent: see OTEL_EXPORTER_OTLP_ENDPOINT/);
    const stopped = performance.now();
    await scene.gateway().stop();
    expect(performance.now() - stopped, 'the grace period is 1 s').toBeLessThan(3_000);
    const told = [
      ...scene
        .gateway()
        .output()
        .matchAll(/could not be sent/g),
    ];
    expect(told, 'one line, however often').toHaveLength(1);
  };

  it('is not there harms nobody', async () => {
    await suffer('http://127.0.0.1:1', 200);
  });

  it('takes what it is sent and never answers harms nobody', async () => {
    const server = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    try {
      const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
      await suffer(endpoint, 200);
      // Its patience is longer than the grace period.
      await suffer(endpoint, 60_000);
    } finally {
      server.close();
    }
  });
});
