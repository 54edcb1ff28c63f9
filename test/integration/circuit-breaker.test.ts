import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PurchaseOutcome } from '../../src/domain/ports/provider.ts';
import { withPurchaseCircuitBreaker } from '../../src/upstream/purchase-circuit-breaker.ts';
import { eventually } from '../support/eventually.ts';
import { type Answer, createFakeProvider } from '../support/fake-provider.ts';
import { aTask } from '../support/tasks.ts';

/* During an outage purchases are refused unsent, instead of piling up in doubt. */

const PROBE_AFTER_MS = 5_000;
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

const begin = () => {
  const provider = createFakeProvider(Date.now);
  const guarded = withPurchaseCircuitBreaker(provider, silent);
  const buy = (viewer = 'alice'): Promise<PurchaseOutcome> =>
    guarded.purchase(aTask({ viewer }), 'https://gateway.example/callbacks/x');
  const fail = async (times: number, answer: Answer = 'drop'): Promise<void> => {
    provider.script(...Array.from({ length: times }, () => answer));
    for (let time = 0; time < times; time += 1) await buy();
  };
  return { provider, guarded, buy, fail };
};

const maintenance: Answer = { refuse: { code: 'UPSTREAM_UNAVAILABLE', retryable: true, upstreamCode: 455 } };
const refusedUnsent = {
  kind: 'refused',
  refusal: { code: 'UPSTREAM_UNAVAILABLE', retryable: true, upstreamCode: null },
};

describe('the breaker', () => {
  // Its own timer is the machine's; only the date is moved, so nothing waits.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  it.each<[string, Answer]>([
    ['doubts', 'drop'],
    ['calls that never arrive', 'unreachable'],
    ['maintenance', maintenance],
  ])('opens after ten %s in a row, and not before', async (_name, answer) => {
    const { provider, buy, fail } = begin();
    await fail(9, answer);
    expect(provider.attempts).toHaveLength(9);
    await fail(1, answer);
    expect(await buy()).toMatchObject({ ...refusedUnsent, refusal: { retryAfterMs: PROBE_AFTER_MS } });
    expect(provider.attempts).toHaveLength(10);
  });

  it.each<[string, Answer]>([
    ['doubts', 'drop'],
    ['calls that never arrive', 'unreachable'],
  ])('counts %s anew after any answer, also a no', async (_name, failure) => {
    const { provider, buy, fail } = begin();
    for (const answer of [
      'accept',
      { refuse: { code: 'INVALID_INPUT' } },
      { refuse: { code: 'RATE_LIMITED' } },
    ] as const) {
      await fail(9, failure);
      provider.script(answer);
      await buy();
    }
    await fail(9, failure);
    expect(await buy()).toMatchObject({ kind: 'accepted' });
  });

  it('is not opened by what no repetition mends', async () => {
    const { buy, fail } = begin();
    await fail(20, { refuse: { code: 'UPSTREAM_UNAVAILABLE', retryable: false, upstreamCode: 505 } });
    expect(await buy()).toMatchObject({ kind: 'accepted' });
  });

  it('probes with one purchase, keeps the others from waiting for it, and closes when it is answered', async () => {
    const { provider, buy, fail } = begin();
    await fail(10);
    vi.setSystemTime(Date.now() + PROBE_AFTER_MS - 1);
    expect(await buy()).toMatchObject(refusedUnsent);
    vi.setSystemTime(Date.now() + 1);
    provider.script('hang');
    const probe = buy();
    await eventually(() => expect(provider.busy).toBe(0));
    for (let time = 0; time < 5; time += 1) expect(await buy()).toMatchObject(refusedUnsent);
    expect(provider.attempts).toHaveLength(11);
    provider.letGo();
    expect(await probe).toMatchObject({ kind: 'accepted' });
    expect(await buy()).toMatchObject({ kind: 'accepted' });
  });

  it('counts anew after a probe was answered', async () => {
    const { provider, buy, fail } = begin();
    await fail(10, 'unreachable');
    vi.setSystemTime(Date.now() + PROBE_AFTER_MS);
    expect(await buy()).toMatchObject({ kind: 'accepted' });
    await fail(9, 'unreachable');
    expect(await buy()).toMatchObject({ kind: 'accepted' });
    expect(provider.attempts).toHaveLength(21);
  });

  it('stays open when the probe fails', async () => {
    const { provider, buy, fail } = begin();
    await fail(10);
    vi.setSystemTime(Date.now() + PROBE_AFTER_MS);
    provider.script('drop');
    expect(await buy()).toMatchObject({ kind: 'in-doubt' });
    expect(await buy()).toMatchObject(refusedUnsent);
    expect(provider.attempts).toHaveLength(11);
  });

  it('is not opened for others by the doubts of one viewer', async () => {
    const { provider, buy, fail } = begin();
    await fail(10);
    expect(await buy('alice')).toMatchObject(refusedUnsent);
    for (let time = 0; time < 3; time += 1) expect(await buy('bob')).toMatchObject({ kind: 'accepted' });
    expect(await buy('alice')).toMatchObject(refusedUnsent);
    expect(provider.attempts).toHaveLength(13);
  });

  it('is not opened for others by the doubts of a few viewers', async () => {
    const { provider, buy } = begin();
    provider.otherwise = 'drop';
    for (let time = 0; time < 9; time += 1) for (const viewer of ['alice', 'carol']) await buy(viewer);
    provider.otherwise = 'accept';
    expect(await buy('bob')).toMatchObject({ kind: 'accepted' });
  });

  it('opens for all when ten viewers are in doubt, or some and calls that never arrive', async () => {
    for (const last of ['drop', 'unreachable'] as const) {
      const { provider, buy } = begin();
      provider.otherwise = 'drop';
      for (let index = 0; index < 9; index += 1) await buy(`viewer ${index}`);
      expect(provider.attempts).toHaveLength(9);
      provider.script(last);
      await buy('viewer 9');
      expect(await buy('bob')).toMatchObject(refusedUnsent);
      expect(provider.attempts).toHaveLength(10);
    }
  });

  it('counts the doubts of purchases that were on their way together', async () => {
    const { provider, buy } = begin();
    provider.otherwise = 'drop';
    await Promise.all(Array.from({ length: 9 }, () => buy()));
    expect(await buy()).toMatchObject({ kind: 'in-doubt' });
    expect(await buy()).toMatchObject(refusedUnsent);
    expect(provider.attempts).toHaveLength(10);
  });

  it('lets a viewer buy again after a probe of that viewer has been answered', async () => {
    const { provider, buy, fail } = begin();
    await fail(10);
    vi.setSystemTime(Date.now() + PROBE_AFTER_MS);
    provider.script('accept');
    for (let time = 0; time < 2; time += 1) expect(await buy()).toMatchObject({ kind: 'accepted' });
    await fail(9);
    expect(await buy()).toMatchObject({ kind: 'accepted' });
  });

  it('leaves it to the probe whether it closes, not to a purchase that was sent before it opened', async () => {
    const { provider } = begin();
    const sent: PromiseWithResolvers<PurchaseOutcome>[] = [];
    const purchase = (): Promise<PurchaseOutcome> => {
      const each = Promise.withResolvers<PurchaseOutcome>();
      sent.push(each);
      return each.promise;
    };
    const guarded = withPurchaseCircuitBreaker({ ...provider, purchase }, silent);
    const buy = () => guarded.purchase(aTask({ viewer: 'alice' }), 'https://gateway.example/callbacks/x');
    const unreachable = { kind: 'not-sent', reason: 'unreachable' } as const;
    const early = Array.from({ length: 11 }, buy);
    for (const { resolve } of sent.slice(0, 10)) resolve(unreachable);
    await Promise.all(early.slice(0, 10));
    expect(await buy()).toMatchObject(refusedUnsent);
    vi.setSystemTime(Date.now() + PROBE_AFTER_MS);
    const probe = buy();
    sent[10]?.resolve(unreachable);
    expect(await early[10]).toBe(unreachable);
    sent[11]?.resolve({ kind: 'accepted', upstreamTaskId: 'up' });
    expect(await probe).toMatchObject({ kind: 'accepted' });
    void buy();
    expect(sent).toHaveLength(13);
  });

  it('holds back no reading', async () => {
    const { guarded, fail } = begin();
    await fail(10);
    expect((await guarded.readRecord(aTask({ upstreamTaskId: 'up' }))).report.state).toBe('invisible');
    expect(await guarded.credits()).toBe(1_000);
  });
});
