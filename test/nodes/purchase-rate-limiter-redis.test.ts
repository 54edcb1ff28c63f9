import { randomUUID } from 'node:crypto';
import { createClient } from '@redis/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRedisPurchaseRateLimiter } from '../../src/limits/redis-purchase-rate-limiter.ts';
import { steadyClock } from '../../src/system-clock.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { describePurchaseRateLimiter } from '../contract/purchase-rate-limiter-contract.ts';
import { eventually } from '../support/eventually.ts';
import { createTcpProxy } from '../support/tcp-proxy.ts';
import { redisUrl } from './support/servers.ts';

const logger = createLogger({ level: 'silent', secrets: [] });

const admin = createClient({ url: redisUrl() });
beforeAll(async () => {
  await admin.connect();
});
afterAll(() => admin.close());

interface Rate {
  readonly limit: number;
  readonly windowMs: number;
}

/** How long it takes until a node asks again, with room for a busy machine. */
const SETTLED_MS = 60;

const keysOf = (scope: string): Promise<string[]> => admin.keys(`stemgate:{${scope}}:rate*`);

/** Nodes that share a rate; Redis knows it already, as it does but for the first time. */
const openNodes = async (rate: Rate, { isKnown = true, url = redisUrl(), scope = randomUUID() } = {}) => {
  if (isKnown) await admin.set(`stemgate:{${scope}}:rate:known`, '1');
  const node = () => createRedisPurchaseRateLimiter({ url, scope, rate, clock: steadyClock, logger });
  const [here, there] = [node(), node()];
  // The first purchase waits for the connection.
  for (const one of [here, there]) {
    const turn = await one.acquire({ viewer: 'warm-up' });
    await turn.cancel();
  }
  return {
    here,
    there,
    scope,
    advance: async (ms: number) => {
      await steadyClock.wait(ms + SETTLED_MS);
    },
    async close() {
      await Promise.all([here.close(), there.close()]);
      const keys = await keysOf(scope);
      if (keys.length > 0) await admin.del(keys);
    },
  };
};

describePurchaseRateLimiter('Redis', (rate) => openNodes(rate));

describe('the rate over nodes', () => {
  it('goes on when a node dies with its turns: they end with their leases', async () => {
    const scope = randomUUID();
    const { port } = new URL(redisUrl());
    const proxy = await createTcpProxy(Number(port || 6_379));
    const mortal = new URL(redisUrl());
    mortal.hostname = '127.0.0.1';
    mortal.port = String(proxy.port);
    const rate = { limit: 1, windowMs: 500 };
    const [dead, alive] = [await openNodes(rate, { scope, url: mortal.href }), await openNodes(rate, { scope })];
    const held = await dead.here.acquire({ viewer: 'alice' });
    const waiting = dead.here.acquire({ viewer: 'alice' }).catch(() => null);
    await eventually(async () => expect(await admin.zCard(`stemgate:{${scope}}:rate:open`)).toBe(1));
    // To the others it is dead.
    proxy.leadTo(null);
    proxy.cutOff();
    await expect(alive.here.acquire({ viewer: 'bob' })).rejects.toMatchObject({ refusals: [{ code: 'RATE_LIMITED' }] });
    expect(await waiting).toBeNull();
    // Its lease ends at last, here twenty-odd seconds early, and the window after that.
    const open = `stemgate:{${scope}}:rate:open`;
    for (const id of await admin.zRange(open, 0, -1)) await admin.zIncrBy(open, -28_000, id);
    const turn = await eventually(() => alive.here.acquire({ viewer: 'bob' }));
    await turn.release();
    await held.release();
    await Promise.all([alive.close(), dead.close()]);
    await proxy[Symbol.asyncDispose]();
  });

  it('has no turn for a node that was stopped for longer than its lease', async () => {
    const scope = randomUUID();
    let stoppedMs = 0;
    const clock = { ...steadyClock, now: () => steadyClock.now() + stoppedMs };
    const options = { url: redisUrl(), scope, rate: { limit: 1, windowMs: 500 }, clock, logger };
    await admin.set(`stemgate:{${scope}}:rate:known`, '1');
    const node = createRedisPurchaseRateLimiter(options);
    const turn = await eventually(() => node.acquire({ viewer: 'alice' }));
    expect(turn.isHeld()).toBe(true);
    stoppedMs = 31_000;
    expect(turn.isHeld()).toBe(false);
    // It asks again, and is not given back what others may have by now.
    const waiting = node.acquire({ viewer: 'bob' });
    await eventually(async () => expect(await admin.hLen(`stemgate:{${scope}}:rate:waiting`)).toBe(1));
    expect(turn.isHeld()).toBe(false);
    await turn.release();
    const next = await waiting;
    expect(next.isHeld()).toBe(true);
    await next.release();
    await node.close();
  });

  it('has no turn for a node that hears of it when its lease is over', async () => {
    const { port } = new URL(redisUrl());
    const scope = randomUUID();
    await using proxy = await createTcpProxy(Number(port || 6_379));
    const near = new URL(redisUrl());
    near.hostname = '127.0.0.1';
    near.port = String(proxy.port);
    const rate = { limit: 1, windowMs: 500 };
    const [slow, quick] = [await openNodes(rate, { scope, url: near.href }), await openNodes(rate, { scope })];
    const held = await quick.here.acquire({ viewer: 'alice' });
    const waiting = slow.here.acquire({ viewer: 'bob' });
    const open = `stemgate:{${scope}}:rate:open`;
    await eventually(async () => expect(await admin.hLen(`stemgate:{${scope}}:rate:waiting`)).toBe(1));
    const [before] = await admin.zRange(open, 0, -1);
    proxy.silence(['to-server']);
    await held.release();
    const given = await eventually(async () => {
      await quick.here.pause(0);
      const [id = before] = await admin.zRange(open, 0, -1);
      expect(id).not.toBe(before);
      return id ?? '';
    });
    // It lies in the inbox of its node until its lease is over.
    await admin.zRem(open, given);
    proxy.silence([]);
    const turn = await waiting;
    expect(turn.isHeld()).toBe(false);
    await turn.cancel();
    await Promise.all([slow.close(), quick.close()]);
  });

  it('is kept by a server that has lost its data: nothing is sent for a window', async () => {
    const rate = { limit: 2, windowMs: 2_000 };
    const nodes = await openNodes(rate);
    const turn = await nodes.here.acquire({ viewer: 'alice' });
    await admin.del(await keysOf(nodes.scope));
    const begun = performance.now();
    const next = await nodes.there.acquire({ viewer: 'bob' });
    expect(performance.now() - begun).toBeGreaterThan(1_800);
    await turn.release();
    await next.release();
    await nodes.close();
  });

  it('lets nothing pass while Redis is away, says that it may be tried again, and goes on after that', async () => {
    const { port } = new URL(redisUrl());
    const proxy = await createTcpProxy(Number(port || 6_379));
    const through = new URL(redisUrl());
    through.hostname = '127.0.0.1';
    through.port = String(proxy.port);
    const nodes = await openNodes({ limit: 5, windowMs: 500 }, { url: through.href });
    proxy.leadTo(null);
    proxy.cutOff();
    const begun = performance.now();
    expect(await nodes.here.admit({ viewer: 'alice' })).toBeNull();
    await expect(nodes.here.acquire({ viewer: 'alice' })).rejects.toMatchObject({
      refusals: [{ code: 'UPSTREAM_UNAVAILABLE', retryable: true }],
    });
    expect(performance.now() - begun).toBeLessThan(15_000);
    proxy.leadTo(Number(port || 6_379));
    const turn = await eventually(() => nodes.here.acquire({ viewer: 'alice' }));
    await turn.release();
    await nodes.close();
    await proxy[Symbol.asyncDispose]();
  });

  it('is never exceeded by three nodes that buy as fast as they can', async () => {
    const rate = { limit: 5, windowMs: 1_000 };
    const nodes = await openNodes(rate);
    const third = await openNodes(rate, { scope: nodes.scope });
    const sent: number[] = [];
    const buy = async (limiter: typeof nodes.here, viewer: string): Promise<void> => {
      const turn = await limiter.acquire({ viewer }).catch(() => null);
      if (turn === null) return;
      sent.push(performance.now());
      await turn.release();
    };
    const limiters = [nodes.here, nodes.there, third.here];
    await Promise.all(
      Array.from({ length: 45 }, (_, index) => Promise.all(limiters.map((one) => buy(one, `viewer ${index % 4}`)))),
    );
    sent.sort((one, other) => one - other);
    expect(sent.length).toBeGreaterThan(40);
    for (const [index, at] of sent.entries()) {
      const next = sent[index + rate.limit];
      if (next !== undefined) expect(next - at).toBeGreaterThan(rate.windowMs - 30);
    }
    await Promise.all([nodes.close(), third.close()]);
  });
});
