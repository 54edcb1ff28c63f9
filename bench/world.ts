import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { AddVocalsDocument, type AddVocalsMutation, type TypedDocumentString } from '../examples/generated/graphql.ts';
import { type Running, start } from '../test/support/processes.ts';

const MEMORY = fileURLToPath(new URL('servers/memory.ts', import.meta.url));
const FLAGS = ['--expose-gc', '--import', MEMORY];
/** Connections that carry load. */
export const CONNECTIONS = 32;

/** A server in a process of its own. */
export interface Server {
  readonly name: string;
  readonly running: Running;
  readonly origin: string;
}

export interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
}

/** Everything that the benchmark talks to, ended with it. */
export interface World extends AsyncDisposable {
  readonly mock: Server;
  readonly gateway: Server;
  raw(script: 'raw-http' | 'raw-push', env: Readonly<Record<string, string>>): Promise<Server>;
}

const serverOf = async (name: string, running: Running, pattern: RegExp): Promise<Server> => {
  const [, port] = await running.said(pattern);
  return { name, running, origin: `http://127.0.0.1:${port}` };
};

/** @param flags more flags of Node for the gateway, e.g. `--cpu-prof`. */
export const openWorld = async (flags: readonly string[] = []): Promise<World> => {
  await using stack = new AsyncDisposableStack();
  const cwd = await mkdtemp(join(tmpdir(), 'stemgate-bench-'));
  stack.defer(() => rm(cwd, { recursive: true, force: true }));
  const launch = (script: string, env: Readonly<Record<string, string>>, more: readonly string[] = []): Running =>
    stack.use(start({ script, env, cwd, flags: [...FLAGS, ...more] }));

  const mockEnv = { MOCK_PORT: '0', MOCK_TIME_SCALE: '0', MOCK_CREDITS: '100000000' };
  const mock = await serverOf('mock', launch('mock-server/main.ts', mockEnv), /http:\/\/\S+?:(\d+)/);
  await fetch(`${mock.origin}/__mock/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ purchaseLimit: null, pollLimit: null }),
  });
  const env = {
    NODE_ENV: 'production',
    PORT: '0',
    HOST: '127.0.0.1',
    AUTH: 'none',
    ALLOW_INSECURE_PUBLIC_URL: '1',
    ALLOW_PRIVATE_URLS: '1',
    KIE_API_KEY: 'bench',
    KIE_API_URL: mock.origin,
    DATABASE_URL: `file:${cwd}/bench.db`,
    UPSTREAM_RATE: '100000/1s',
    POLL_AFTER_MS: '600000',
    SHUTDOWN_GRACE_MS: '1000',
    LOG_LEVEL: 'warn',
  };
  const gateway = await serverOf('gateway', launch('src/main.ts', env, flags), /^stemgate: http:\/\/\S+?:(\d+)\//m);

  const parts = stack.move();
  return {
    mock,
    gateway,
    async raw(script, rawEnv) {
      const running = parts.use(start({ script: `bench/servers/${script}.ts`, env: rawEnv, cwd, flags: FLAGS }));
      return await serverOf(script, running, /^listening on (\d+)/m);
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
};

/** Milliseconds of CPU that a process has used; null where the system does not say. */
export const cpuOf = async ({ running }: Server): Promise<number | null> => {
  const stat = await readFile(`/proc/${running.pid}/stat`, 'utf8').catch(() => null);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  // In ticks of 10 ms.
  return fields ? (Number(fields[11]) + Number(fields[12])) * 10 : null;
};

/** The memory that a server needs, garbage collected. */
export const memoryOf = async ({ running }: Server): Promise<Memory> => {
  const before = running.output().length;
  running.signal('SIGUSR2');
  const line = new RegExp(`^[^]{${before}}[^]*^memory (\\{.*\\})$`, 'm');
  const [, memory = '{}'] = await running.said(line);
  return JSON.parse(memory);
};

const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

/** Posts JSON over connections that stay open. */
export const createPoster = ({ origin }: Server) => {
  const pool = new Pool(origin, { connections: CONNECTIONS });
  return {
    async post(path: string, body: string, headers: Readonly<Record<string, string>> = {}) {
      const answer = await pool.request({ method: 'POST', path, headers: { ...JSON_HEADERS, ...headers }, body });
      const text = await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`${path} answered HTTP ${answer.statusCode}: ${text}`);
      return { text, headers: answer.headers };
    },
    [Symbol.asyncDispose]: () => pool.close(),
  };
};
export type Poster = ReturnType<typeof createPoster>;

export const operation = <Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables) =>
  JSON.stringify({ query: document.toString(), variables });

/** A purchase; what scenario happens to it stands in its title. */
export const vocals = ({ origin }: Server, title: string): string =>
  operation(AddVocalsDocument, {
    input: {
      uploadUrl: `${origin}/media/sample/instrumental.mp3`,
      prompt: '[Verse] Lights on the water',
      title,
      style: 'folk, calm',
      negativeTags: 'metal',
    },
  });

/** Buys vocals through the gateway. */
export const buy = async (poster: Poster, { mock }: World, title: string) => {
  const { text } = await poster.post('/graphql', vocals(mock, title));
  const { data }: { data: AddVocalsMutation } = JSON.parse(text);
  if (!data.addVocals.task) throw new Error(`Nothing was bought: ${text}`);
  return data.addVocals.task;
};

/** Does something `count` times, so many at once. @returns times per second */
export const perSecond = async (count: number, atOnce: number, run: (index: number) => Promise<unknown>) => {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await run(next - 1);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: atOnce }, work));
  return (count * 1_000) / (performance.now() - begun);
};
