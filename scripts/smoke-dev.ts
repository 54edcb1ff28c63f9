/**
 * Starts `npm run dev` on free ports with an empty data folder and no other settings, as a newcomer does, and sends a
 * request to each address. Exit code 1 when one does not answer.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const TIMEOUT_MS = 60_000;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Repeats a request until the server answers: while it starts, it refuses connections.
 *
 * @throws Error when `over` is aborted
 */
const ask = async (url: string, init: RequestInit, over: AbortSignal): Promise<string> => {
  for (;;) {
    try {
      const response = await fetch(url, { ...init, signal: over });
      if (response.ok) return await response.text();
      throw new Error(`HTTP ${response.status}`);
    } catch (error) {
      if (over.aborted) throw new Error(`${url} does not answer: ${messageOf(over.reason)}`, { cause: error });
      await delay(200);
    }
  }
};

const [port, mockPort] = [await freePort(), await freePort()];
const folder = await mkdtemp(join(tmpdir(), 'stemgate-'));
const { PATH, HOME } = process.env;
const dev = spawn('npm', ['run', '--silent', 'dev'], {
  env: { PATH, HOME, PORT: String(port), MOCK_PORT: String(mockPort), DATABASE_URL: `file:${join(folder, 'dev.db')}` },
  stdio: 'inherit',
  detached: true,
});
const ended = new AbortController();
dev.once('error', (error) => ended.abort(error));
dev.once('exit', (code, signal) => ended.abort(new Error(`npm run dev has ended (${code ?? signal})`)));

/** Ends npm and its child processes, if they still run. */
const endGroup = async (): Promise<void> => {
  if (dev.pid === undefined) return;
  try {
    process.kill(-dev.pid, 'SIGTERM');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
  if (!ended.signal.aborted) await once(ended.signal, 'abort');
};

try {
  const over = AbortSignal.any([ended.signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const gateway = `http://127.0.0.1:${port}/graphql`;
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query: '{ credits { balance } }' });
  const answer = await ask(gateway, { method: 'POST', headers: json, body }, over);
  if (!/"balance":\d/.test(answer)) throw new Error(`no balance: ${answer}`);
  const page = await ask(gateway, { headers: { accept: 'text/html' } }, over);
  if (!/graphiql/i.test(page)) throw new Error('no GraphiQL');
  await ask(`http://127.0.0.1:${mockPort}/__mock/`, {}, over);
  console.log('npm run dev: the gateway, GraphiQL and the mock answer');
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
} finally {
  await endGroup();
  await rm(folder, { recursive: true, force: true });
}
