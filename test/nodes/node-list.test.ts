import { expect, it } from 'vitest';
import type { Logger } from '../../src/domain/ports/logger.ts';
import { createSharedClock, openTaskStore } from '../../src/store/index.ts';
import type { SecretDigests } from '../../src/store/postgres/node-list.ts';
import { steadyClock, systemClock } from '../../src/system-clock.ts';
import { createDatabase, runSql } from './support/servers.ts';

const OTHER_SECRET = 'signs callback URLs with a secret that this one does not have';

/** Gateways that enter one database, and what they were warned of. */
const openList = async () => {
  const { url, drop } = await createDatabase();
  const warnings: string[] = [];
  const warn: Logger['warn'] = (_fields, message) => void warnings.push(message);
  const ignore = (): void => {};
  const logger = { debug: ignore, info: ignore, warn, error: ignore };
  const clocks = { steady: steadyClock, timeOfDay: createSharedClock(systemClock) };
  return {
    url,
    warnings,
    enter: (...secrets: SecretDigests) => openTaskStore(url, clocks, { logger, walBytes: ignore, secrets }),
    [Symbol.asyncDispose]: drop,
  };
};

it('gateways with one secret work together, and one with another secret is refused', async () => {
  await using list = await openList();
  const [one, other] = await Promise.all([list.enter('old'), list.enter('old')]);
  await expect(list.enter('new')).rejects.toThrow(OTHER_SECRET);
  await one.close();
  await expect(list.enter('new'), 'one is still there').rejects.toThrow(OTHER_SECRET);
  await other.close();
  expect(list.warnings).toEqual([]);
  await (await list.enter('new')).close();
});

it('of gateways with different secrets that start at the same moment, one is refused', async () => {
  await using list = await openList();
  const entered = await Promise.allSettled([list.enter('old'), list.enter('new')]);
  const open = entered.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const refused = entered.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
  expect(open).toHaveLength(1);
  expect(refused).toEqual([expect.stringContaining(OTHER_SECRET)]);
  await Promise.all(open.map((store) => store.close()));
});

it('a secret is changed in two steps without a warning, or in one with it', async () => {
  await using list = await openList();
  const before = await list.enter('old');
  const both = await list.enter('old', 'new');
  await before.close();
  const swapped = await list.enter('new', 'old');
  await both.close();
  const after = await list.enter('new');
  expect(list.warnings).toEqual([]);
  await expect(list.enter('old'), 'the way back').rejects.toThrow(OTHER_SECRET);
  await swapped.close();

  const hasty = await list.enter('newest', 'new');
  expect(list.warnings).toEqual([expect.stringContaining('does not accept callbacks about what this one buys')]);
  await Promise.all([after.close(), hasty.close()]);
});

it('a gateway that was killed counts for a minute', async () => {
  await using list = await openList();
  await (await list.enter('old')).close();
  const killed = (secondsAgo: number): Promise<unknown> =>
    runSql(
      list.url,
      `INSERT INTO nodes VALUES ('killed', 'old', '{old}', clock_timestamp() - interval '${secondsAgo} seconds')
        ON CONFLICT (id) DO UPDATE SET seen_at = EXCLUDED.seen_at`,
    );
  await killed(50);
  await expect(list.enter('new')).rejects.toThrow(OTHER_SECRET);
  await killed(61);
  await (await list.enter('new')).close();
  expect(await runSql(list.url, 'SELECT id FROM nodes')).toEqual([]);
});

it('a gateway stays in the list as long as it runs', async () => {
  const { url, drop } = await createDatabase();
  const waits: (() => void)[] = [];
  const stepped = {
    now: steadyClock.now,
    wait: (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        waits.push(resolve);
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
  };
  const ignore = (): void => {};
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const clocks = { steady: stepped, timeOfDay: createSharedClock(systemClock) };
  const store = await openTaskStore(url, clocks, { logger, walBytes: ignore, secrets: ['one'] });
  await runSql(url, "UPDATE nodes SET seen_at = clock_timestamp() - interval '59 seconds'");
  expect(waits).toHaveLength(1);
  waits[0]?.();
  await expect
    .poll(() => runSql(url, "SELECT id FROM nodes WHERE seen_at > clock_timestamp() - interval '30 seconds'"))
    .toHaveLength(1);
  await store.close();
  await drop();
});
