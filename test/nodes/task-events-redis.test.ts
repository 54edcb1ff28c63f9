import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRedisTaskEvents } from '../../src/events/redis-task-events.ts';
import { systemClock } from '../../src/system-clock.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { describeTaskEvents } from '../contract/task-events-contract.ts';
import { eventually } from '../support/eventually.ts';
import { createTcpProxy } from '../support/tcp-proxy.ts';
import { redisUrl } from './support/servers.ts';

const logger = createLogger({ level: 'silent', secrets: [] });

const open = async () => {
  const scope = randomUUID();
  const { port } = new URL(redisUrl());
  const target = Number(port || 6_379);
  const proxy = await createTcpProxy(target);
  const near = new URL(redisUrl());
  near.hostname = '127.0.0.1';
  near.port = String(proxy.port);
  const here = createRedisTaskEvents({ url: near.href, scope, clock: systemClock, logger });
  const there = createRedisTaskEvents({ url: redisUrl(), scope, clock: systemClock, logger });
  await eventually(() => Promise.all([here.ping(), there.ping()]));
  return {
    here,
    there,
    proxy,
    target,
    async reconnect() {
      proxy.cutOff();
      await eventually(() => here.ping());
    },
    async close() {
      await Promise.all([here.close(), there.close()]);
      await proxy[Symbol.asyncDispose]();
    },
  };
};

describeTaskEvents('Redis', true, open);

describe('Redis that is away', () => {
  const news = { viewer: 'alice', taskId: 'task', version: 1, sequence: 1 };

  it('holds up no subscriber for more than a second, and tells when the subscription is active', async () => {
    const { here, there, proxy, target, close } = await open();
    let reconnects = 0;
    here.onReconnect(() => {
      reconnects += 1;
    });
    proxy.leadTo(null);
    proxy.cutOff();
    await eventually(() => expect(here.ping()).rejects.toThrow());
    const begun = performance.now();
    const heard: unknown[] = [];
    await here.subscribe('alice', (each) => heard.push(each));
    expect(performance.now() - begun).toBeLessThan(1_200);
    // Nothing is thrown, and nothing is waited for.
    here.publish(news);
    expect(reconnects).toBe(0);
    proxy.leadTo(target);
    await eventually(() => expect(reconnects).toBeGreaterThan(0));
    there.publish(news);
    await eventually(() => expect(heard).toEqual([news]));
    await close();
  });

  it('is noticed although every write succeeds: connections without an answer are made again', async () => {
    const { here, there, proxy, close } = await open();
    const heard: unknown[] = [];
    await here.subscribe('alice', (each) => heard.push(each));
    for (let connection = 0; connection < proxy.connections; connection += 1) {
      proxy.silence(['to-server', 'to-client'], connection);
    }
    await expect(here.ping()).rejects.toThrow();
    // A connection that is written to all the time never counts as idle.
    const busy = setInterval(() => here.publish(news), 100);
    await eventually(() => here.ping()).finally(() => clearInterval(busy));
    heard.length = 0;
    there.publish({ ...news, sequence: 2 });
    await eventually(() => expect(heard).toContainEqual({ ...news, sequence: 2 }));
    await close();
  });

  it('keeps apart what two deployments publish on one server', async () => {
    const [one, other] = [await open(), await open()];
    const heard: unknown[] = [];
    await one.here.subscribe('alice', (each) => heard.push(each));
    other.here.publish({ ...news, sequence: 7 });
    await other.here.ping();
    one.there.publish(news);
    await eventually(() => expect(heard).toEqual([news]));
    await Promise.all([one.close(), other.close()]);
  });
});
