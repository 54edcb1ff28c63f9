import { describe, expect, it } from 'vitest';
import type { Music } from '../../src/domain/outputs/music.ts';
import type { Provider } from '../../src/domain/ports/provider.ts';
import type { Report } from '../../src/domain/tasks/lifecycle/transition.ts';
import { failed, separated, stems } from '../support/bodies.ts';
import { createTestDomain, TIMING } from '../support/domain.ts';
import { begin, minutes } from '../support/polling.ts';

/* Promises 10 and 11: records that make no sense, that cannot be handled, or that are about another task. */

describe('a record that the gateway cannot handle, by a mistake of its own', () => {
  /** Readers that throw, or a report that nothing can be made of. */
  const mistakes: [string, (reads: Provider['readRecord']) => Provider['readRecord']][] = [
    ['in reading it', () => () => Promise.reject(new TypeError('a mistake'))],
    [
      'in applying it',
      (read) => async (task) => {
        const record = await read(task);
        return {
          ...record,
          get report(): Report {
            return {
              state: 'progress',
              get output(): Music {
                throw new TypeError('a mistake');
              },
            };
          },
        };
      },
    ],
  ];

  it.each(mistakes)('%s is asked about with growing pauses, and its deadline passes', async (_where, mistaken) => {
    const { world, id } = await begin();
    const read = world.provider.readRecord;
    let reads = 0;
    world.provider.readRecord = (task) => {
      reads += 1;
      return mistaken(read)(task);
    };
    await minutes(world, 30);
    expect(reads).toBeGreaterThan(5);
    expect(reads).toBeLessThan(25);
    expect((await world.task(id)).status).toBe('PROCESSING');
    const seen = world.logged.filter(({ message }) => message === 'a record could not be handled');
    expect(seen).toHaveLength(reads);
    await world.clock.advance(TIMING.taskDeadlineMs);
    expect(await world.task(id)).toMatchObject({ status: 'FAILED', error: { code: 'TIMED_OUT' } });
  });
});

describe('a record that makes no sense yet', () => {
  it('is waited for 90 s after a purchase', async () => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, { state: 'invisible' });
    await world.clock.advance(100_000);
    expect((await world.task(id)).status).toBe('PROCESSING');
    world.provider.tell(upstreamTaskId, separated);
    await minutes(world, 2);
    expect((await world.task(id)).status).toBe('SUCCEEDED');
  });

  it('is an answer when it stays', async () => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, { state: 'invisible' });
    await minutes(world, 8);
    expect(await world.task(id)).toMatchObject({ status: 'FAILED', error: { code: 'UPSTREAM_ERROR' } });
    // And gives way to the provider's word, should it come.
    world.provider.tell(upstreamTaskId, failed(531, true));
    await minutes(world, 5);
    expect(await world.task(id)).toMatchObject({ charge: 'REFUNDED', error: { code: 'GENERATION_FAILED' } });
  });

  it.each([5, 13, 20, 115, 600])('is found when it comes back after %d minutes, without a callback', async (count) => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, { state: 'invisible' });
    await minutes(world, count);
    expect((await world.task(id)).status).toBe('FAILED');
    world.provider.tell(upstreamTaskId, separated);
    await world.clock.advance(2 * TIMING.pollMaxIntervalMs);
    expect(await world.task(id)).toMatchObject({ status: 'SUCCEEDED', output: stems });
  });

  it.each([5, 115, 600])('of a task that the provider knew is an outage, here of %d minutes', async (count) => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, { state: 'pending' });
    await minutes(world, 1);
    expect(world.provider.reads).toHaveLength(1);
    world.provider.tell(upstreamTaskId, { state: 'invisible' });
    await minutes(world, count);
    const { status, error } = await world.task(id);
    // Only its own deadline ends it.
    expect([status, error?.code]).toEqual(count < 120 ? ['PROCESSING', undefined] : ['FAILED', 'TIMED_OUT']);
    world.provider.tell(upstreamTaskId, separated);
    await world.clock.advance(2 * TIMING.pollMaxIntervalMs);
    expect(await world.task(id)).toMatchObject({ status: 'SUCCEEDED', output: stems });
  });

  it('is not asked about for more than a day, nor after the provider has told of a failure', async () => {
    const { world, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, { state: 'invisible' });
    await minutes(world, 25 * 60);
    const readsOfOne = world.provider.reads.length;
    await minutes(world, 60);
    expect(world.provider.reads).toHaveLength(readsOfOne);
    const { task } = await world.buy({ forceNew: true });
    const other = world.provider.billFor(task.id).upstreamTaskId;
    world.provider.tell(other, failed());
    await minutes(world, 1);
    world.provider.tell(other, { state: 'invisible' });
    await minutes(world, 15);
    const readsOfBoth = world.provider.reads.length;
    await minutes(world, 60);
    expect(world.provider.reads).toHaveLength(readsOfBoth);
  });

  it('that is done without files is waited for, too', async () => {
    const { world, id, upstreamTaskId } = await begin();
    world.provider.tell(upstreamTaskId, { state: 'succeeded', output: { kind: 'separation', stems: [] }, at: null });
    await minutes(world, 1);
    expect((await world.task(id)).status).toBe('PROCESSING');
    world.provider.tell(upstreamTaskId, separated);
    await minutes(world, 3);
    expect((await world.task(id)).output).toEqual(stems);
  });
});

describe('a record that echoes a callback URL', () => {
  const base = 'https://gateway.example/callbacks/';

  it('of another task is not believed', async () => {
    const { world, id, upstreamTaskId } = await begin();
    const other = world.tokens.issue('00000000-0000-4000-8000-000000000009');
    for (const callbackUrl of [`${base}${other}`, `https://relay.example/${other}/`, `${base}${other}?x=1`]) {
      world.provider.tell(upstreamTaskId, { report: separated, callbackUrl });
      await minutes(world, 3);
      expect((await world.task(id)).status).toBe('PROCESSING');
    }
    expect(world.logged.some(({ level, message }) => level === 'error' && /another purchase/.test(message))).toBe(true);
  });

  it.each<[string, (url: string) => string]>([
    ['ends in a slash', (url) => `${url}/`],
    ['has a query', (url) => `${url}?x=1`],
    ['is encoded', encodeURIComponent],
    ['hides its secret', () => `${base}***`],
    ['is hidden', () => '***'],
    ['is a number', () => '5'],
    ['is in lower case', (url) => url.toLowerCase()],
    ['is cut', (url) => url.slice(0, 64)],
    ['is that of a relay', () => 'https://relay.example/hook'],
    ['has a path that looks like a token', (url) => url.replace('/callbacks', `/${'a'.repeat(64)}/callbacks`)],
  ])('that %s is believed', async (_how, echo) => {
    const { world, id, upstreamTaskId } = await begin();
    const callbackUrl = echo(base + world.tokens.issue(id));
    world.provider.tell(upstreamTaskId, { report: separated, callbackUrl });
    await minutes(world, 1);
    expect((await world.task(id)).status).toBe('SUCCEEDED');
  });

  it('of another task that this gateway made with a secret of the past is not believed', async () => {
    const { world, id, upstreamTaskId } = await begin();
    const { task: other } = await world.buy({ forceNew: true });
    const past = createTestDomain({ secrets: ['the secret of yesterday, long enough for any use'] });
    world.provider.tell(upstreamTaskId, { report: separated, callbackUrl: base + past.tokens.issue(other.id) });
    await minutes(world, 3);
    expect((await world.task(id)).status).toBe('PROCESSING');
  });

  it.each([
    ['alice', 'SUCCEEDED'],
    ['bob', 'PROCESSING'],
  ])(
    "of the first of two purchases that the provider answers with one task is believed for %s's second",
    async (viewer, status) => {
      const { world, id, upstreamTaskId } = await begin();
      world.provider.purchase = async () => ({ kind: 'accepted', upstreamTaskId });
      const { task: second } = await world.buy({ forceNew: true, viewer });
      world.provider.tell(upstreamTaskId, { report: separated, callbackUrl: base + world.tokens.issue(id) });
      await minutes(world, 2);
      expect((await world.task(id)).status).toBe('SUCCEEDED');
      expect(await world.task(second.id)).toMatchObject({ status, upstreamTaskId });
    },
  );

  it('with a token of a secret that was changed meanwhile is believed', async () => {
    const old = 'the secret of yesterday, long enough for anybody';
    const world = createTestDomain({ secrets: ['the secret of today, long enough for anybody', old] });
    world.reconciler.start();
    const { task } = await world.buy();
    const { upstreamTaskId } = world.provider.billFor(task.id);
    const before = createTestDomain({ secrets: [old] });
    world.provider.tell(upstreamTaskId, { report: separated, callbackUrl: base + before.tokens.issue(task.id) });
    await minutes(world, 1);
    expect((await world.task(task.id)).status).toBe('SUCCEEDED');
  });
});
