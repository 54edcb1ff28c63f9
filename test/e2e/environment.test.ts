import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { askForVocals, readTask } from '../support/buying.ts';
import { start } from '../support/processes.ts';
import { openScene, scratchFolder } from '../support/scene.ts';

/** Starts a gateway that is expected to give up, and waits until it has. */
const startInVain = async (env: Readonly<Record<string, string>>) => {
  await using folder = await scratchFolder();
  await using gateway = start({
    script: 'src/main.ts',
    env: { DATABASE_URL: `file:${folder.path}/stemgate.db`, ...env },
    cwd: folder.path,
  });
  const ending = await gateway.ended;
  return { ...ending, output: gateway.output() };
};

it.concurrent('a bad environment is one message: every name, no value, exit code 1', async () => {
  const bad = {
    NODE_ENV: 'production',
    PORT: 'port-value-7f3a',
    PUBLIC_URL: 'ftp://public-value-7f3a',
    KIE_DIALECT: 'dialect-value-7f3a',
    CALLBACK_SECRET: 'short-7f3a',
    DATABASE_URL: 'oracle://user:database-value-7f3a@host/db',
    AUTH: 'api-key',
    API_KEYS: 'keys-value-7f3a',
    UPSTREAM_RATE: 'rate-value-7f3a',
    POLL_AFTER_MS: '-7f3a',
    INTROSPECTION: 'flag-value-7f3a',
    HOST: 'host value 7f3a',
    PRICES: 'NO_SUCH_PRICE=7',
    TRUSTED_DOCUMENTS: 'file-value-7f3a.json',
  };
  const { code, output } = await startInVain(bad);
  expect(code).toBe(1);
  const [headline, ...lines] = output.trim().split('\n');
  expect(headline).toBe('The environment is not valid:');
  const { NODE_ENV: _fine, AUTH: _fineToo, ...faulty } = bad;
  expect(lines.map((line) => line.trim().split(' ')[0]).toSorted()).toEqual(
    [...Object.keys(faulty), 'KIE_API_KEY'].toSorted(),
  );
  expect(output).not.toContain('7f3a');
  expect(output).not.toMatch(/^\s+at /m);
});

it.concurrent('production asks for what development has by itself', async () => {
  const { code, output } = await startInVain({ NODE_ENV: 'production', KIE_API_KEY: 'key-value-7f3a' });
  expect(code).toBe(1);
  expect(output).toMatch(/^ {2}AUTH must be set in production/m);
  expect(output).toMatch(/^ {2}PUBLIC_URL must be https in production/m);
  expect(output).not.toContain('7f3a');
});

it.concurrent('a port in use is said in one line', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const { code, output } = await startInVain({ NODE_ENV: 'development', KIE_API_KEY: 'key-value-7f3a', PORT: port });
  server.close();
  expect(code).toBe(1);
  expect(output.trim().split('\n')).toEqual([expect.stringMatching(new RegExp(`EADDRINUSE.*${port}`))]);
});

it.concurrent('a second gateway on the same database says so and ends, and touches nothing of the first', async () => {
  await using scene = await openScene({ mock: { clock: { stopped: true } } });
  const { kie } = scene;
  kie.holds.arm('after-charge', 1);
  const buying = askForVocals(scene.client(), kie, { title: 'Under way' });
  await kie.holds.reached('after-charge');
  const { code, output } = await startInVain({
    NODE_ENV: 'development',
    KIE_API_KEY: 'key',
    PORT: '0',
    DATABASE_URL: `file:${scene.databaseFile}`,
  });
  expect(code).toBe(1);
  expect(output.trim()).toBe(
    `The database file ${scene.databaseFile} cannot be used: another gateway is running on it`,
  );
  kie.holds.release();
  const { task } = await buying;
  const { timeline } = await readTask(scene.client(), task?.id ?? '');
  expect(timeline.map(({ type }) => type)).toEqual(['CREATED', 'SUBMITTED']);
});

it.concurrent('.env is read where a gateway is started, and what is set from outside wins', async () => {
  await using folder = await scratchFolder();
  writeFileSync(`${folder.path}/.env`, 'NODE_ENV=development\nKIE_API_KEY=key\nPORT=4001\n');
  const env = { PORT: '0', DATABASE_URL: `file:${folder.path}/stemgate.db` };
  await using gateway = start({ script: 'src/main.ts', env, cwd: folder.path });
  await gateway.said(/^stemgate: http:\/\/localhost:(?!4001)\d+\/graphql/m);
  await gateway.stop();
});

it.concurrent('npm run dev takes .env for both, where nothing else is set', async () => {
  await using folder = await scratchFolder();
  writeFileSync(`${folder.path}/.env`, 'KIE_DIALECT=sunoapi\nPORT=4001\nMOCK_PORT=0\n');
  const env = { PORT: '0', DATABASE_URL: `file:${folder.path}/stemgate.db` };
  await using dev = start({ script: 'scripts/dev.ts', env, cwd: folder.path });
  await dev.said(/^mock kie\.ai: .*dialect sunoapi/m);
  await dev.said(/^stemgate: http:\/\/localhost:(?!4001)\d+\/graphql/m);
  await dev.stop();
});

it.concurrent('so is a host that nobody knows', async () => {
  const { code, output } = await startInVain({
    NODE_ENV: 'development',
    PORT: '0',
    KIE_API_KEY: 'key-value-7f3a',
    HOST: 'nowhere.invalid',
  });
  expect(code).toBe(1);
  expect(output.trim().split('\n')).toEqual([expect.stringMatching(/^HOST and PORT cannot be listened on: /)]);
});

it.concurrent('a database that cannot be written to at the start is said in one line', async () => {
  await using folder = await scratchFolder();
  const file = `${folder.path}/stemgate.db`;
  const db = openDatabase(file);
  db.exec('BEGIN IMMEDIATE');
  const { code, output } = await startInVain({
    NODE_ENV: 'development',
    PORT: '0',
    KIE_API_KEY: 'key-value-7f3a',
    DATABASE_URL: `file:${file}`,
  });
  db.close();
  expect(code).toBe(1);
  expect(output.trim().split('\n')).toEqual([expect.stringMatching(/^The store cannot be written to: /)]);
});

it.concurrent('a database file that is none is said in one line', async () => {
  await using folder = await scratchFolder();
  const { code, output } = await startInVain({
    NODE_ENV: 'development',
    PORT: '0',
    KIE_API_KEY: 'key-value-7f3a',
    DATABASE_URL: `file:${folder.path}`,
  });
  expect(code).toBe(1);
  expect(output.trim().split('\n')).toEqual([
    expect.stringContaining(`The database file ${folder.path} cannot be used`),
  ]);
});

it.concurrent('a misspelt variable is warned about, by its name', async () => {
  await using folder = await scratchFolder();
  await using gateway = start({
    script: 'src/main.ts',
    env: {
      NODE_ENV: 'development',
      PORT: '0',
      KIE_API_KEY: 'key',
      KIE_APIKEY: 'key-value-7f3a',
      DATABASE_URL: `file:${folder.path}/stemgate.db`,
    },
    cwd: folder.path,
  });
  await gateway.said(/^stemgate: /m);
  expect(gateway.output()).toContain('KIE_APIKEY is not a setting; was KIE_API_KEY meant?');
  expect(gateway.output()).not.toContain('7f3a');
});
