import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createSharedClock, openOperatorStore, openTaskStore } from '../../src/store/index.ts';
import { steadyClock, systemClock } from '../../src/system-clock.ts';
import { fillBacklog } from '../support/backlog.ts';
import { scratchFolder } from '../support/scene.ts';
import { createDatabase } from './support/servers.ts';

const CLOCKS = { steady: steadyClock, timeOfDay: createSharedClock(systemClock) };
const run = promisify(execFile);

/** A program of PostgreSQL's: the newest that is installed. */
const program = (name: string): string => globSync(`/usr/lib/postgresql/*/bin/${name}`).toSorted().at(-1) ?? name;

/** A dump is taken while a gateway runs, as docs/backup.md says. */
const dump = (url: string, file: string) =>
  run(program('pg_dump'), ['--format=custom', `--file=${file}`, `--dbname=${url}`]);

it.each(['the same database', 'a new one'])('a dump restored into %s is another epoch, and goes on', async (where) => {
  await using folder = await scratchFolder();
  const file = join(folder.path, 'stemgate.dump');
  const first = await createDatabase();
  const second = await createDatabase();
  const before = await openTaskStore(first.url, CLOCKS);
  const [kept] = await fillBacklog(before, 1);
  const shared = await before.latestSequence('alice');
  await dump(first.url, file);
  const [lost] = await fillBacklog(before, 1);
  await before.close();

  const { url } = where === 'a new one' ? second : first;
  await run(program('pg_restore'), ['--clean', '--if-exists', '--single-transaction', `--dbname=${url}`, file]);
  // Nodes that start together agree.
  const nodes = await Promise.all([openTaskStore(url, CLOCKS), openTaskStore(url, CLOCKS)]);
  const [node] = nodes;
  expect(nodes.map(({ epoch }) => epoch)).toEqual([node.epoch, node.epoch]);
  expect(node.epoch).not.toBe(before.epoch);
  const found = await node.getMany([kept?.id ?? '', lost?.id ?? '']);
  expect(found.map((task) => task !== null)).toEqual([true, false]);
  expect(await node.sharedSequence('alice', before.epoch)).toBe(shared);
  await fillBacklog(node, 1);
  expect(await node.latestSequence('alice')).toBe(shared + 1);
  await Promise.all(nodes.map((each) => each.close()));

  // A start that follows no restore changes nothing.
  const again = await openTaskStore(url, CLOCKS);
  expect(again.epoch).toBe(node.epoch);
  await again.close();
  const operator = await openOperatorStore(url, { readOnly: false, clock: steadyClock });
  await expect(operator.backup(file)).rejects.toThrow('is backed up by pg_dump');
  // After other ways of restoring, such as recovery to a point in time.
  await operator.beginEpoch();
  await operator.close();
  const restored = await openTaskStore(url, CLOCKS);
  expect(restored.epoch).not.toBe(node.epoch);
  await restored.close();
  await Promise.all([first.drop(), second.drop()]);
});
