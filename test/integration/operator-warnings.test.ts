import { expect, test } from 'vitest';
import type { TaskMetrics } from '../../src/domain/ports/task-metrics.ts';
import { startEventLoopMonitor } from '../../src/telemetry/event-loop-monitor.ts';
import { createOperatorWarnings } from '../../src/telemetry/operator-warnings.ts';
import { separated, separationCallback } from '../support/bodies.ts';
import { createTestDomain, type TestDomainOptions } from '../support/domain.ts';
import { eventually } from '../support/eventually.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { minutes } from '../support/polling.ts';

const FIVE_MINUTES = 300_000;

/** Warnings on a clock of their own, and the lines that they wrote. */
const createWarnings = () => {
  const clock = createManualClock();
  const lines: { fields: object; message: string }[] = [];
  const warnings = createOperatorWarnings({
    logger: { warn: (fields: object, message: string) => void lines.push({ fields, message }) },
    clock,
  });
  return { clock, lines, warnings };
};

const domainWith = (metrics: TaskMetrics, options: TestDomainOptions = {}) =>
  createTestDomain({ ...options, change: { ...options.change, metrics } });

test('one line tells of many refusals at the rate, and names the setting', async () => {
  const { lines, warnings } = createWarnings();
  const world = domainWith(warnings, { rate: { limit: 1, windowMs: 60_000 } });
  expect(await world.tryToBuy({ forceNew: true })).toMatchObject({ status: 'PROCESSING' });
  for (let i = 0; i < 5; i += 1)
    expect(await world.tryToBuy({ forceNew: true })).toMatchObject({ code: 'RATE_LIMITED' });
  expect(lines).toEqual([{ fields: { count: 1 }, message: expect.stringContaining('UPSTREAM_RATE') }]);
});

test("a viewer's spent budget is told with its settings", async () => {
  const { lines, warnings } = createWarnings();
  const world = domainWith(warnings, { change: { budget: { purchasesPerMinute: 1, creditsPerDay: null } } });
  await world.tryToBuy({ forceNew: true });
  expect(await world.tryToBuy({ forceNew: true })).toMatchObject({ code: 'QUOTA_EXCEEDED' });
  expect(lines.map(({ message }) => message)).toEqual([expect.stringContaining('PURCHASES_PER_MINUTE')]);
});

test("a caller's own mistake is no trouble of the operator's", async () => {
  const { lines, warnings } = createWarnings();
  const world = domainWith(warnings);
  expect(await world.tryToBuy({ input: { source: {}, type: 'SEPARATE_VOCAL' } })).toMatchObject({
    code: 'INVALID_INPUT',
  });
  expect(lines).toEqual([]);
});

test('after five minutes a second line counts what happened meanwhile', async () => {
  const { clock, lines, warnings } = createWarnings();
  for (let i = 0; i < 3; i += 1) warnings.callback('unsigned');
  await clock.advance(FIVE_MINUTES);
  warnings.callback('unsigned');
  expect(lines.map(({ fields }) => fields)).toEqual([{ count: 1 }, { count: 3 }]);
  expect(lines[0]?.message).toContain('KIE_WEBHOOK_HMAC_KEY');
});

test('ten ends without a callback tell that PUBLIC_URL may not be reached; a callback begins the count anew', () => {
  const { lines, warnings } = createWarnings();
  const ends = (count: number) => {
    for (let i = 0; i < count; i += 1) warnings.poll('succeeded', false);
  };
  ends(9);
  warnings.callback('accepted');
  ends(9);
  warnings.poll('pending', false);
  expect(lines).toEqual([]);
  warnings.callback('forged');
  ends(1);
  expect(lines).toEqual([{ fields: { ends: 10, count: 1 }, message: expect.stringContaining('PUBLIC_URL') }]);
});

test.each([
  ['tells nothing where their callbacks came together', true, 0],
  ['tells of callbacks that are lost', false, 1],
])('the end of ten tasks %s', async (_what, isCalled, count) => {
  const { lines, warnings } = createWarnings();
  const world = domainWith(warnings);
  world.reconciler.start();
  const ids: string[] = [];
  for (let i = 0; i < 10; i += 1) ids.push((await world.buy({ forceNew: true })).task.id);
  const names = ids.map((id) => world.provider.billFor(id).upstreamTaskId);
  for (const name of names) world.provider.tell(name, separated);
  if (isCalled) await Promise.all(names.map((name, i) => world.callback(ids[i] ?? '', separationCallback(name))));
  await minutes(world, 3);
  for (const id of ids) expect((await world.task(id)).status).toBe('SUCCEEDED');
  expect(lines).toHaveLength(count);
});

test('a long wait for a turn is told, a short one is not', () => {
  const { lines, warnings } = createWarnings();
  warnings.queueWait(4_999);
  expect(lines).toEqual([]);
  warnings.queueWait(5_000.4);
  expect(lines).toEqual([{ fields: { waitMs: 5_000, count: 1 }, message: expect.stringContaining('UPSTREAM_RATE') }]);
});

test('work that blocks the event loop is told with its length', async () => {
  const delays: number[] = [];
  const logger = { warn: ({ delayMs }: { readonly delayMs: number }) => void delays.push(delayMs) };
  const monitor = startEventLoopMonitor(logger, { intervalMs: 20, longDelayMs: 150 });
  try {
    const until = performance.now() + 300;
    while (performance.now() < until);
    // On a busy machine other delays are told, too.
    await eventually(() => expect(Math.max(...delays)).toBeGreaterThan(250));
  } finally {
    monitor.stop();
  }
});
