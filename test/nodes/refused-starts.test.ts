import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startOwnRedis } from '../../scripts/test-nodes/servers.ts';
import { checkRedis } from '../../src/redis/check-redis.ts';
import { prepareDatabase } from '../../src/store/postgres/open.ts';
import { steadyClock } from '../../src/system-clock.ts';
import { openNodes } from './support/open-nodes.ts';
import { createDatabase, redisUrl, runSql } from './support/servers.ts';

const SECRET = 'a-callback-secret-of-its-own-0123456789';
const PASSWORD = 'a-password-of-redis-0123456789';

const withPassword = (url: string): string => url.replace('redis://', `redis://:${PASSWORD}@`);

describe('a gateway says why it does not start', () => {
  it('beside others: with another callback secret, and with a Redis that is open', async () => {
    await using scene = await openNodes({ count: 1 });
    const refusal = (env: Readonly<Record<string, string>>): Promise<string> =>
      scene.add(env).then(
        () => 'it has started',
        (error: unknown) => String(error),
      );
    const secret = await refusal({ CALLBACK_SECRET: SECRET, KIE_API_KEY: 'of-another-account' });
    expect(secret).toMatch(/\nThe database .* cannot be used: a gateway that works with it signs callback URLs with/);
    expect(secret).toContain('set CALLBACK_SECRET on all of them first');
    expect(secret).not.toContain(SECRET);
    const redis = await refusal({ REDIS_URL: withPassword(redisUrl()) });
    expect(redis).toMatch(/\nThe Redis 127.0.0.1:\d+ of REDIS_URL cannot be used: .* everyone can use this Redis/);
    expect(redis).not.toContain(PASSWORD);
    const database = await refusal({ DATABASE_URL: 'postgres://stemgate:geheim@127.0.0.1:1/stemgate' });
    expect(database).toMatch(/\nThe database 127.0.0.1:1\/stemgate cannot be used: connect ECONNREFUSED/);
    expect(database).not.toContain('geheim');
    // The secret is taken over while the first one runs, as in a deploy.
    await scene.add({ CALLBACK_SECRET: SECRET });
    expect((await fetch(`${scene.nodes[0]?.origin}/readyz`)).status).toBe(200);
  });

  it('on a PostgreSQL that is too old', async () => {
    const database = await createDatabase();
    await runSql(
      database.url,
      `CREATE SCHEMA old;
      CREATE FUNCTION old.current_setting(name text) RETURNS text LANGUAGE sql AS $$
        SELECT CASE name WHEN 'server_version_num' THEN '130014' ELSE pg_catalog.current_setting(name) END
      $$;
      ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET search_path TO old, pg_catalog, public`,
    );
    await expect(prepareDatabase(database.url)).rejects.toThrow('PostgreSQL 14 or later is needed');
    await database.drop();
  });
});

describe('the check of Redis', () => {
  const check = (url: string): Promise<string> =>
    checkRedis(url, steadyClock).then(
      () => 'good',
      (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
    );

  it('takes one that is well, and one that cannot be reached yet', async () => {
    expect(await check(redisUrl())).toBe('good');
    expect(await check('redis://127.0.0.1:1')).toBe('good');
  });

  it('tells of passwords and replicas', async () => {
    const closed = await startOwnRedis('--requirepass', PASSWORD);
    const replica = await startOwnRedis('--replicaof', '127.0.0.1', '1');
    if (!closed || !replica) throw new Error('these tests need the program redis-server');
    expect(await check(closed.url)).toContain('it wants a password');
    expect(await check(withPassword(closed.url))).toBe('good');
    expect(await check(withPassword(closed.url).replace(PASSWORD, 'wrong'))).toContain('does not take the user');
    expect(await check(replica.url)).toContain('it is a replica');
    await Promise.all([closed.stop(), replica.stop()]);
  });

  it.each([
    [
      '6.0.20',
      'UnusableRedisError: The Redis 127.0.0.1:PORT of REDIS_URL cannot be used: Redis 6.2 or later is needed',
    ],
    ['6.2.0', 'good'],
    ['10.0.0', 'good'],
  ])('of version %s', async (version, expected) => {
    const server = createServer((socket) => {
      socket.on('data', (data) => {
        const info = `redis_version:${version}\r\nrole:master\r\n`;
        for (const command of data
          .toString()
          .split(/^\*\d+\r\n/m)
          .slice(1)) {
          socket.write(/^INFO/m.test(command) ? `$${info.length}\r\n${info}\r\n` : '+OK\r\n');
        }
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = String(typeof address === 'object' ? address?.port : 0);
    expect(await check(`redis://127.0.0.1:${port}`)).toContain(expected.replace('PORT', port));
    server.close();
    await once(server, 'close');
  });
});
