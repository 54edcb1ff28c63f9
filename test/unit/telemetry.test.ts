import { collectDefaultMetrics, Registry } from 'prom-client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createLogger, type LoggerOptions, type LogLevel } from '../../src/telemetry/logger.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { createRequestLog } from '../../src/telemetry/request-log.ts';

const logTo = (options: Partial<LoggerOptions> = {}) => {
  const lines: string[] = [];
  const logger = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) }, ...options });
  return { logger, lines };
};

test('a line is one JSON object with level, time and message', () => {
  const { logger, lines } = logTo();
  logger.child({ requestId: 'a' }).info({ status: 200 }, 'request');
  logger.debug('not at this level');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), requestId: 'a', status: 200, msg: 'request' },
  ]);
});

test('the time of a line is that of its millisecond, as ISO 8601 writes it', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { logger, lines } = logTo();
  const begin = Date.parse('2026-12-31T23:59:59.000Z');
  // Also on a clock that is set back.
  const moments = [0, 7, 7, 89, 999, 1_000, 1_001, 998, 86_400_000].map((ms) => begin + ms);
  for (const moment of moments) {
    vi.setSystemTime(moment);
    logger.info('hello');
  }
  expect(lines.map((line) => JSON.parse(line).time)).toEqual(moments.map((moment) => new Date(moment).toISOString()));
});

test.each<[LogLevel, number]>([
  ['debug', 1],
  ['info', 1],
  ['warn', 0],
  ['silent', 0],
])('at level %s, the line of a request is the one that pino writes', (level, expected) => {
  vi.useFakeTimers({ now: Date.parse('2026-12-31T23:59:59.007Z') });
  onTestFinished(() => void vi.useRealTimers());
  const { logger, lines } = logTo({ level, secrets: ['hidden'] });
  for (const each of [logger, logger.child({ node: 'a "b"', at: { port: 1 } })]) {
    lines.length = 0;
    const request = { requestId: 'a.hidden:c', method: 'POST', path: '/callbacks/:token', status: 200, ms: 12 };
    each.info(request, 'request');
    createRequestLog(each).request(request);
    const upgrade = { requestId: 'a.hidden:c', status: 101 };
    each.info({ requestId: upgrade.requestId, route: 'socket', status: upgrade.status }, 'request');
    createRequestLog(each).upgrade(upgrade);
    expect(lines).toHaveLength(4 * expected);
    expect(lines[1]).toBe(lines[0]);
    expect(lines[3]).toBe(lines[2]);
  }
});

test('secrets are struck out wherever they stand, as they are and as JSON spells them', () => {
  const { logger, lines } = logTo({ secrets: ['plain-secret', 'with "quotes" \\'] });
  logger.info({ deep: { er: ['x plain-secret y'] } }, 'with "quotes" \\');
  logger.error({ err: new Error('provider said: plain-secret') }, 'unexpected error');
  const text = lines.join('');
  expect(text).not.toMatch(/plain-secret|quotes/);
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
});

test('fields that hold credentials by their name are struck out, and so are tokens of callbacks and uploads', () => {
  const { logger, lines } = logTo();
  logger.info({ authorization: 'Bearer x1', headers: { authorization: 'Bearer x2', cookie: 'x3' } }, 'headers');
  logger.info({ url: 'https://gateway.example/callbacks/x4-abc_DEF?x' }, 'purchase');
  logger.info({ url: 'https://gateway.example/uploads/x5-abc_DEF.x6-ghi_JKL' }, 'upload');
  expect(lines.join('')).not.toMatch(/x[1-6]/);
});

test('an empty secret strikes out nothing', () => {
  const { logger, lines } = logTo({ secrets: [''] });
  logger.info('hello');
  expect(lines[0]).toContain('"msg":"hello"');
});

test('what happens can be read as Prometheus text', async () => {
  const { tasks, http, read, contentType } = createMetrics();
  tasks.purchase('ADD_VOCALS', 'accepted');
  tasks.callback('accepted');
  tasks.callback('forged');
  tasks.poll('pending', false);
  tasks.queueWait(1_500);
  http.request('graphql', 200, 12);
  http.socketOpened();
  http.socketOpened();
  http.socketClosed();
  http.subscriptionStarted('socket');
  http.pushed(40);
  const text = await read();
  for (const line of [
    'stemgate_purchases_total{operation="ADD_VOCALS",outcome="accepted"} 1',
    'stemgate_callbacks_total{outcome="forged"} 1',
    'stemgate_polls_total{outcome="pending"} 1',
    'stemgate_purchase_queue_wait_seconds_sum 1.5',
    'stemgate_http_requests_total{route="graphql",status="200"} 1',
    'stemgate_open_sockets 1',
    'stemgate_open_subscriptions{transport="socket"} 1',
    'stemgate_push_delay_seconds_bucket{le="0.05"} 1',
  ]) {
    expect(text).toContain(line);
  }
  expect(text).toMatch(/nodejs_eventloop_lag_seconds \d/);
  expect(contentType).toMatch(/^text\/plain; version=0\.0\.4/);
});

test('two gateways in one process count apart', async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.http.socketOpened();
  expect(await other.read()).toContain('stemgate_open_sockets 0');
});

test('the default metrics are those of prom-client', async () => {
  const whole = new Registry();
  collectDefaultMetrics({ register: whole });
  const expected = await whole.getMetricsAsJSON();
  expect(expected.length).toBeGreaterThan(20);
  const text = await createMetrics().read();
  for (const { name, help, type } of expected) {
    expect(text).toContain(`# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`);
  }
  expect(text).toMatch(/^process_cpu_seconds_total 0\.\d+$/m);
});
