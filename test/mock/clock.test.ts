import { expect, onTestFinished, test, vi } from 'vitest';
import { createClock } from '../../mock-server/core/clock.ts';
import { MUSIC_RECORD, NOBODY, SEPARATION, startKie, startReceiver, VOCALS, vocals } from './support.ts';

interface Told {
  readonly now: number;
  readonly stopped: boolean;
  readonly pending: readonly { readonly at: number; readonly what: string }[];
  readonly ran: readonly { readonly at: number; readonly what: string }[];
}

test('a stopped clock lets nothing happen, a step lets one thing', async () => {
  const { admin, buy, record } = await startKie();
  const receiver = await startReceiver();
  const taskId = await buy(VOCALS, vocals({ callBackUrl: receiver.url }));
  const { body: before } = await admin<Told>('GET', '/clock');
  expect(before).toMatchObject({ stopped: true, now: Date.UTC(2026, 0, 1), pending: [{ what: `text of ${taskId}` }] });

  const { body: stepped } = await admin<Told>('POST', '/clock/step');
  expect(stepped.ran.map(({ what }) => what)).toEqual([`text of ${taskId}`]);
  expect(stepped.now).toBe(stepped.ran[0]?.at);
  expect((await record(MUSIC_RECORD, taskId)).data.status).toBe('TEXT_SUCCESS');
  expect(receiver.received).toEqual([]);

  await admin('POST', '/clock/step', { count: 1 });
  await receiver.until(1);
  expect((await record(MUSIC_RECORD, taskId)).data.status).toBe('TEXT_SUCCESS');
});

test('times are whole milliseconds at any time scale, like the provider’s', async () => {
  const { admin, buy } = await startKie({ timeScale: 0.37 });
  await buy(VOCALS, vocals());
  const { body } = await admin<Told>('GET', '/clock');
  expect(body.pending.map(({ at }) => Number.isInteger(at))).toEqual([true]);
});

test('a jump runs everything on the way, in order and each at its time', async () => {
  const { admin, buy } = await startKie();
  const receiver = await startReceiver();
  const taskId = await buy(VOCALS, vocals({ callBackUrl: receiver.url }));
  const { body } = await admin<Told>('POST', '/clock/jump', { ms: 3_600_000 });
  expect(body.ran.map(({ what }) => what)).toEqual(
    ['text', 'first', 'complete'].flatMap((stage) => [`${stage} of ${taskId}`, `callback ${stage} of ${taskId}`]),
  );
  expect(body.ran.map(({ at }) => at)).toEqual(body.ran.map(({ at }) => at).toSorted((a, b) => a - b));
  expect([body.now, body.pending]).toEqual([Date.UTC(2026, 0, 1) + 3_600_000, []]);
  expect(receiver.received).toHaveLength(3);
});

test('started again, the clock runs on from where it stood', async () => {
  const { admin, buy } = await startKie();
  const receiver = await startReceiver();
  await buy(VOCALS, vocals({ callBackUrl: receiver.url, title: '[mock:slow=0.01]' }));
  const { body } = await admin<Told>('POST', '/clock/start');
  expect(body.stopped).toBe(false);
  expect(body.now - Date.UTC(2026, 0, 1)).toBeLessThan(1_000);
  await receiver.until(3);
});

test('things due at the same time happen in the order in which they were asked for', async () => {
  const clock = createClock({ startAt: 0, stopped: true });
  const ran: string[] = [];
  for (const what of ['a', 'b', 'c']) clock.after(5, what, () => ran.push(what));
  clock.after(1, 'first', () => {
    ran.push('first');
    clock.after(4, 'd', () => ran.push('d'));
  });
  const cancel = clock.after(2, 'never', () => ran.push('never'));
  cancel();
  await clock.jump(5);
  expect(ran).toEqual(['first', 'a', 'b', 'c', 'd']);
});

test('a jump grants a callback seconds of real time before its own timeout may come', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const clock = createClock({ startAt: 0, stopped: true });
  const timeout = vi.fn();
  clock.after(0, 'a callback', () => void clock.busy(new Promise(() => undefined)));
  clock.after(15_000, 'its timeout', timeout);
  const jumped = clock.jump(60_000);
  await vi.advanceTimersByTimeAsync(4_900);
  expect(timeout).not.toHaveBeenCalled();
  await vi.runAllTimersAsync();
  await jumped;
  expect(timeout).toHaveBeenCalledOnce();
});

test('a jump loses patience once per callback that hangs, and not at each event after it', async () => {
  const clock = createClock({ startAt: 0, stopped: true, settleTimeoutMs: 200 });
  clock.after(0, 'a callback', () => void clock.busy(new Promise(() => undefined)));
  const ran = vi.fn();
  for (let ms = 1; ms <= 1_000; ms++) clock.after(ms, 'an event', ran);
  await clock.jump(1_000);
  expect(ran).toHaveBeenCalledTimes(1_000);
});

test('a reset ends the waiting for what will never be', async () => {
  const clock = createClock({ startAt: 0, stopped: true, settleTimeoutMs: 3_600_000 });
  void clock.busy(new Promise(() => undefined));
  clock.reset();
  await clock.jump(5);
  expect(clock.now()).toBe(5);
});

test('a jump does not wait for a callback that is held', async () => {
  const { buy, mock } = await startKie({ clock: { stopped: true, settleTimeoutMs: 3_600_000 } });
  mock.holds.arm('callback', 1);
  await buy(SEPARATION, { audioUrl: mock.sampleUrl, callBackUrl: NOBODY });
  await mock.clock.jump(60_000);
  expect(mock.holds.held()).toMatchObject([{ point: 'callback' }]);
});

test('nothing is planned further ahead than a date can be', async () => {
  const { admin, buy } = await startKie({ timeScale: 1_000 });
  await buy(VOCALS, vocals({ title: '[mock:slow=10000000000]' }));
  const { body } = await admin<Told>('GET', '/clock');
  expect(body.pending.map(({ at }) => new Date(at).getUTCFullYear())).toEqual([2035]);
});

test('two jumps at once are two jumps', async () => {
  const clock = createClock({ startAt: 0, stopped: true });
  await Promise.all([clock.jump(10), clock.jump(5)]);
  expect(clock.now()).toBe(15);
});

test.each([
  ['at once', () => expect.fail('broken')],
  ['later', async () => expect.fail('broken')],
])('an event that fails %s is told, and keeps no other from happening', async (_when, action) => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const jumped = createClock({ startAt: 0, stopped: true });
  const ran: string[] = [];
  jumped.after(1, 'the bad one', action);
  jumped.after(2, 'the good one', () => ran.push('jumped'));
  await jumped.jump(5);

  const running = createClock();
  running.after(0, 'the bad one', action);
  await new Promise<void>((resolve) => running.after(1, 'the good one', () => resolve()));
  expect([jumped.now(), jumped.stopped, ran, running.stopped]).toEqual([5, true, ['jumped'], false]);
  const words = 'mock: the bad one failed inside the mock itself:';
  expect(told.mock.calls).toEqual(Array(2).fill([words, expect.objectContaining({ message: 'broken' })]));
});
