/**
 * Starts `npm run dev` as a newcomer would, on free ports and an empty data folder, and asks both addresses for an
 * answer. Exit code 1 when one does not come.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE_MS = 60_000;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** Asks until somebody answers; a server that is still starting refuses. */
const ask = async (url: string, init: RequestInit, until: number): Promise<string> => {
  for (;;) {
    try {
      const response = await fetch(url, init);
      if (response.ok) return await response.text();
      throw new Error(`${url} answered ${response.status}`);
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
};

const [port, mockPort] = [await freePort(), await freePort()];
const folder = await mkdtemp(join(tmpdir(), 'stemgate-'));
const env = {
  ...process.env,
  PORT: String(port),
  MOCK_PORT: String(mockPort),
  DATABASE_URL: `file:${join(folder, 'dev.db')}`,
};
const dev = spawn('npm', ['run', '--silent', 'dev'], { env, stdio: 'inherit', detached: true });
const exited = once(dev, 'exit');

try {
  const until = Date.now() + PATIENCE_MS;
  const gateway = `http://127.0.0.1:${port}/graphql`;
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query: '{ credits { balance } }' });
  const answer = await ask(gateway, { method: 'POST', headers: json, body }, until);
  if (!/"balance":\d/.test(answer)) throw new Error(`no balance: ${answer}`);
  const page = await ask(gateway, { headers: { accept: 'text/html' } }, until);
  if (!/graphiql/i.test(page)) throw new Error('no GraphiQL');
  await ask(`http://127.0.0.1:${mockPort}/__mock/`, {}, until);
  console.log('npm run dev: the gateway, GraphiQL and the mock answer');
} finally {
  if (dev.pid !== undefined) process.kill(-dev.pid, 'SIGTERM');
  await exited;
  await rm(folder, { recursive: true, force: true });
}
