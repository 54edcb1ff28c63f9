import { execFileSync } from 'node:child_process';
import { mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { askForVocals, buyVocals, chargesFor, purchasesAt, readTask } from '../support/buying.ts';
import { eventually } from '../support/eventually.ts';
import { COMPILE_CACHE, start } from '../support/processes.ts';
import { openScene, scratchFolder } from '../support/scene.ts';

const STOPPED = { clock: { stopped: true } };

describe('a database that another process has locked', () => {
  it('is read all the while; nothing is bought without its row; it recovers without a restart', async () => {
    await using scene = await openScene({ mock: STOPPED, env: { POLL_AFTER_MS: '500' } });
    const { kie } = scene;
    const client = scene.client();
    const { id, upstreamTaskId } = await buyVocals(client, kie);
    const locker = new DatabaseSync(scene.databaseFile);
    locker.exec('BEGIN IMMEDIATE');
    try {
      const refused = expect(askForVocals(client, kie, { title: 'Locked out' })).rejects.toThrow();
      // The provider calls, and is told to try again.
      const called = kie.clock.step(2);
      const waits: number[] = [];
      for (let round = 0; round < 10; round += 1) {
        const begin = performance.now();
        expect(await readTask(client, id)).toMatchObject({ status: 'PROCESSING' });
        waits.push(performance.now() - begin);
      }
      // A read that waited for the lock would wait for seconds, each time; a busy machine is slow now and then.
      expect(Math.min(...waits)).toBeLessThan(1_000);
      await Promise.all([refused, called]);
      await eventually(() => {
        const [post] = kie.journal({ kind: 'callback', taskId: upstreamTaskId ?? '' });
        expect(post?.ending.status).toBe(503);
      });
      expect(purchasesAt(kie)).toHaveLength(1);
      const { status } = await fetch(`${scene.origin}/readyz`);
      expect(status).toBe(503);
    } finally {
      locker.exec('ROLLBACK');
      locker.close();
    }
    expect((await buyVocals(client, kie, { title: 'Back again' })).status).toBe('PROCESSING');
    await kie.clock.jump(60_000);
    await eventually(async () => expect((await readTask(client, id)).status).toBe('SUCCEEDED'));
    expect(chargesFor(kie, upstreamTaskId)).toBe(1);
    expect((await fetch(`${scene.origin}/readyz`)).status).toBe(200);
  });
});

/** A small disk of its own; null where mounting is not allowed. */
const smallDisk = (path: string, bytes: number): (() => void) | null => {
  try {
    mkdirSync(path, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path], { stdio: 'ignore' });
    return () => void execFileSync('umount', ['-l', path], { stdio: 'ignore' });
  } catch {
    return null;
  }
};

describe('a disk that is full', () => {
  it('stops purchases and nothing else, until there is room', async (context) => {
    await using folder = await scratchFolder();
    const disk = join(folder.path, 'disk');
    const unmount = smallDisk(disk, 1_500_000);
    if (unmount === null) return context.skip('mounting a small disk is not allowed here');
    try {
      await using scene = await openScene({ mock: STOPPED, env: { DATABASE_URL: `file:${disk}/stemgate.db` } });
      const { kie } = scene;
      const client = scene.client();
      const { id, upstreamTaskId } = await buyVocals(client, kie);
      // Fill it up to the last block.
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(join(disk, 'ballast'), Buffer.alloc(bavail * bsize));
      await expect(
        (async () => {
          for (;;) await askForVocals(client, kie, { prompt: 'x'.repeat(5_000) });
        })(),
      ).rejects.toThrow();
      const bought = purchasesAt(kie).length;
      for (let round = 0; round < 3; round += 1) {
        await expect(askForVocals(client, kie, { prompt: 'x'.repeat(5_000) })).rejects.toThrow();
        expect(await readTask(client, id)).toMatchObject({ status: 'PROCESSING' });
      }
      expect(purchasesAt(kie)).toHaveLength(bought);

      writeFileSync(join(disk, 'ballast'), '');
      expect((await buyVocals(client, kie)).status).toBe('PROCESSING');
      await kie.clock.jump(60_000);
      await eventually(async () => expect((await readTask(client, id)).status).toBe('SUCCEEDED'));
      expect(chargesFor(kie, upstreamTaskId)).toBe(1);
      // Nothing that was charged was forgotten.
      expect(new Set(kie.ledger().map(({ taskId }) => taskId)).size).toBe(purchasesAt(kie).length);
    } finally {
      unmount();
    }
  });
});

describe('a file that cannot be used', () => {
  const beginWith = async (content: Buffer | string): Promise<string> => {
    await using folder = await scratchFolder();
    const file = join(folder.path, 'stemgate.db');
    writeFileSync(file, content);
    const gateway = start({
      script: 'src/main.ts',
      cwd: folder.path,
      env: { NODE_ENV: 'development', PORT: '0', KIE_API_KEY: 'secret-key', DATABASE_URL: `file:${file}` },
    });
    expect(await gateway.ended).toEqual({ code: 1, signal: null });
    return gateway.output().replace(file, 'FILE').trim();
  };

  it('ends the start at once, with one line that says which and why', async () => {
    expect(await beginWith('This is no database. '.repeat(500))).toBe(
      'The database file FILE cannot be used: file is not a database',
    );
  });

  it('also when only a part of it is damaged', async () => {
    await using scene = await openScene({ mock: STOPPED });
    const client = scene.client();
    for (let count = 0; count < 5; count += 1) await buyVocals(client, scene.kie);
    await scene.gateway().stop();
    const db = new DatabaseSync(scene.databaseFile);
    const { rootpage } = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'tasks'").get() ?? {};
    const bytes = Buffer.from(db.serialize());
    db.close();
    bytes.fill(0xa5, (Number(rootpage) - 1) * 4_096, Number(rootpage) * 4_096);
    expect(await beginWith(bytes)).toMatch(/^The database file FILE cannot be used: .+$/);
    await scene.restart();
  });
});

describe('npm run tasks', () => {
  const tool = async (databaseFile: string, ...words: string[]) => {
    await using folder = await scratchFolder();
    const runner = join(folder.path, 'tasks.mjs');
    const script = new URL('../../scripts/tasks.ts', import.meta.url).href;
    writeFileSync(runner, `process.argv.push(...${JSON.stringify(words)}); await import(${JSON.stringify(script)});`);
    try {
      const output = execFileSync(process.execPath, [runner], {
        cwd: folder.path,
        env: {
          PATH: process.env['PATH'] ?? '',
          NODE_COMPILE_CACHE: COMPILE_CACHE,
          DATABASE_URL: `file:${databaseFile}`,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
        encoding: 'utf8',
      });
      return { code: 0, output };
    } catch (error) {
      const { status, stderr } = error as { status: number; stderr: string };
      return { code: status, output: stderr };
    }
  };

  it('works beside a running gateway', async () => {
    await using scene = await openScene({ mock: STOPPED, env: { POLL_AFTER_MS: '600000' } });
    const { kie, databaseFile } = scene;
    const client = scene.client();
    const { id, upstreamTaskId } = await buyVocals(client, kie, { title: '[mock:callback-lost]', idempotencyKey: 'k' });
    expect((await tool(databaseFile, 'list')).output).toMatch(new RegExp(`${id}.+ADD_VOCALS +PROCESSING`));
    expect((await tool(databaseFile, 'show', upstreamTaskId ?? '')).output).toMatch(/purchase +accepted/);
    expect(JSON.parse((await tool(databaseFile, 'show', id, '--json')).output)).toMatchObject({
      id,
      task: { status: 'PROCESSING' },
    });
    // No callback comes, and the next look is far away: the operator does not want to wait.
    await kie.clock.jump(60_000);
    expect((await readTask(client, id)).status).toBe('PROCESSING');
    expect(await tool(databaseFile, 'reconcile', id)).toMatchObject({ code: 0 });
    await eventually(async () => expect((await readTask(client, id)).status).toBe('SUCCEEDED'));
    expect((await tool(databaseFile, 'reconcile', id)).output).toMatch(/done, for good/);
    expect((await tool(databaseFile, 'show', id)).output).toMatch(/poll +succeeded/);
  });

  it('says what it cannot do', async () => {
    await using scene = await openScene({ mock: STOPPED });
    expect(await tool(scene.databaseFile, 'show', 'nobody')).toMatchObject({ code: 1 });
    expect(await tool(scene.databaseFile, 'destroy')).toMatchObject({ code: 2 });
    expect(await tool(`${scene.databaseFile}.missing`, 'list')).toMatchObject({
      code: 1,
      output: expect.stringMatching(/there is no such file/),
    });
    expect(await tool(scene.databaseFile, '--help')).toMatchObject({ code: 0 });
  });
});
