import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { WatchTasksDocument } from '../../examples/generated/graphql.ts';
import { askForVocals, buyVocals, readTask } from '../support/buying.ts';
import { eventually } from '../support/eventually.ts';
import { runTool } from '../support/operator.ts';
import { openScene, type Scene } from '../support/scene.ts';

const STOPPED = { clock: { stopped: true } };

/** The cursor of the viewer's latest change. */
const cursorNow = async ({ origin }: Scene): Promise<string> => {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ tasks(first: 1) { cursor } }' }),
  });
  const { data } = await response.json();
  return data.tasks.cursor;
};

/** Puts a backup in the place of the database, as docs/backup.md says. */
const restore = (file: string, backup: string): void => {
  for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  copyFileSync(backup, file);
};

it.concurrent('a gateway goes on from a backup, and tells what was lost', { timeout: 60_000 }, async () => {
  await using scene = await openScene({ mock: STOPPED });
  const { kie, databaseFile } = scene;
  const client = scene.client();
  const open = await buyVocals(client, kie, { title: 'Open at the backup' });
  const shared = await cursorNow(scene);
  const backup = join(dirname(databaseFile), 'backup.db');
  expect(await runTool(databaseFile, 'backup', backup)).toEqual({
    code: 0,
    output: `${backup} is whole, checked and on the disk.\n`,
  });

  // The future that will be lost.
  const lost = await buyVocals(client, kie, { title: 'Lost', idempotencyKey: 'lost' });
  const ahead = await cursorNow(scene);
  await scene.gateway().stop();
  restore(databaseFile, backup);
  await scene.restart();

  // As many changes again.
  const again = scene.client();
  await buyVocals(again, kie, { title: 'Bought again', idempotencyKey: 'lost' });
  expect(Number.parseInt(await cursorNow(scene), 10)).toBe(Number.parseInt(ahead, 10));
  await expect(again.watch(WatchTasksDocument, { after: ahead }).end()).rejects.toMatchObject({
    faults: [{ extensions: { code: 'CURSOR_AHEAD' } }],
  });
  const news = again.watch(WatchTasksDocument, { after: shared });
  await news.until(({ tasksUpdated: { task } }) => task.id !== open.id);

  // The open task ends, and the lost one is told of by its callbacks alone.
  await kie.clock.jump(10_000);
  await eventually(async () => expect((await readTask(again, open.id)).status).toBe('SUCCEEDED'));
  await eventually(async () => {
    const { output } = await runTool(databaseFile, 'unknown', '--json');
    expect(JSON.parse(output)).toMatchObject([{ upstreamTaskId: lost.upstreamTaskId }]);
  });
  expect((await runTool(databaseFile, 'unknown')).output).toContain(lost.upstreamTaskId);
});

it.concurrent('a backup is private, whole, and replaces nothing', { timeout: 60_000 }, async () => {
  await using scene = await openScene({ mock: STOPPED });
  const { kie, databaseFile } = scene;
  await buyVocals(scene.client(), kie);
  const folder = dirname(databaseFile);
  const file = join(folder, 'backup.db');
  writeFileSync(file, 'precious');
  const refused = await runTool(databaseFile, 'backup', file);
  expect(refused).toEqual({
    code: 1,
    output: `The backup ${file} could not be made: there is a file of this name already\n`,
  });
  expect(readFileSync(file, 'utf8')).toBe('precious');
  expect(await runTool(databaseFile, 'backup', join(folder, 'nowhere', 'backup.db'))).toMatchObject({ code: 1 });

  const other = join(folder, 'other.db');
  await runTool(databaseFile, 'backup', other);
  expect((statSync(other).mode & 0o777).toString(8)).toBe('600');
  const db = new DatabaseSync(other, { readOnly: true });
  expect(db.prepare('SELECT count(*) AS count FROM tasks').get()).toEqual({ count: 1 });
  db.close();
  expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
});

it.concurrent('the operator deletes what is old, and a viewer, beside a running gateway', {
  timeout: 60_000,
}, async () => {
  await using scene = await openScene({
    mock: STOPPED,
    env: { AUTH: 'api-key', API_KEYS: 'alice:alice-key-0123456789,bob:bob-key-0123456789' },
  });
  const { kie, databaseFile } = scene;
  const [alice, bob] = [scene.client('alice-key-0123456789'), scene.client('bob-key-0123456789')];
  const secret = 'A title that nobody else has';
  const task = await buyVocals(alice, kie, { title: secret, idempotencyKey: 'key' });
  const bobs = await buyVocals(bob, kie);
  const erase = ['erase', '--viewer', 'key:alice'] as const;
  expect(await runTool(databaseFile, ...erase)).toMatchObject({
    code: 1,
    output: expect.stringContaining('The viewer has 1 open tasks.'),
  });
  await kie.clock.jump(10_000);
  await eventually(async () => expect((await readTask(alice, task.id)).status).toBe('SUCCEEDED'));

  const dry = await runTool(databaseFile, 'prune', '--days', '1', '--dry-run');
  expect(dry).toEqual({
    code: 0,
    output: '0 tasks with 0 idempotency keys, 0 notes and 0 parts of results, older than 1 days, would be deleted.\n',
  });
  const news = alice.watch(WatchTasksDocument, {});
  const { code, output } = await runTool(databaseFile, ...erase);
  const [audit = '', said = ''] = output.split('\n').toSorted().reverse();
  expect(code).toBe(0);
  expect(JSON.parse(audit)).toMatchObject({ audit: 'erase', viewer: 'key:alice', tasks: 1, idempotencyKeys: 1 });
  expect(said).toMatch(
    /^1 tasks with 1 idempotency keys, \d+ notes and 0 parts of results of this viewer were deleted\.$/,
  );
  const backup = join(dirname(databaseFile), 'backup.db');
  await runTool(databaseFile, 'backup', backup);
  expect(['key:alice', 'key:bob'].map((viewer) => readFileSync(backup).includes(viewer))).toEqual([false, true]);
  expect((await readTask(bob, bobs.id)).status).toBe('SUCCEEDED');

  // The subscription goes on, and the key is free.
  const fresh = await askForVocals(alice, kie, { title: secret, idempotencyKey: 'key' });
  expect(fresh.reused).toBe(false);
  await news.until(({ tasksUpdated }) => tasksUpdated.task.id === fresh.task?.id);
});
