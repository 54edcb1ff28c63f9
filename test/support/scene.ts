import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect } from 'vitest';
import { createMockKie, type MockKie, type MockKieOptions } from '../../mock-server/index.ts';
import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import { createGraphClient, type GraphClient } from './graph-client.ts';
import { PATIENCE_MS } from './patience.ts';
import { endLeftovers, type Program, type Running, start } from './processes.ts';
import { createTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const JUMPING_CLOCK = fileURLToPath(new URL('jumping-clock.ts', import.meta.url));

afterAll(() => {
  expect(endLeftovers(), 'processes left running').toEqual([]);
});

export interface SceneOptions {
  readonly dialect?: Dialect;
  readonly mock?: MockKieOptions;
  /** Of the gateway. */
  readonly env?: Readonly<Record<string, string>>;
  /** What is started; by default the sources. */
  readonly program?: Pick<Program, 'script' | 'args'>;
  /** Lets `jumpAhead` set the gateway's clock ahead by so much. */
  readonly jumpMs?: number;
}

/** A gateway in a process of its own, before a mock kie.ai in this one. */
export interface Scene extends AsyncDisposable {
  readonly kie: MockKie;
  /** Between the gateway and its clients and provider. */
  readonly proxy: TcpProxy;
  /** Of the gateway, as clients and the provider know it; the same over a restart. */
  readonly origin: string;
  readonly databaseFile: string;
  /** The process that runs now. */
  gateway(): Running;
  /** Ends the process as a crash does. */
  kill(): Promise<void>;
  /** Starts a process on the same database, after the earlier one has ended. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
  /** A client of its own, ended with the scene. */
  client(key?: string): GraphClient;
  jumpAhead(): void;
}

/** A folder that is removed when it is disposed of. */
export const scratchFolder = async (): Promise<AsyncDisposable & { readonly path: string }> => {
  const path = await mkdtemp(join(tmpdir(), 'stemgate-e2e-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
};

/** The port that a gateway says it listens on. */
export const portOf = async (gateway: Running): Promise<number> => {
  const [, port] = await gateway.said(/^stemgate: http:\/\/localhost:(\d+)\/graphql$/m);
  return Number(port);
};

/** A provider without the limits that tests are not about, and with short times. */
export const QUICK_PROVIDER = {
  timeScale: 0.02,
  purchaseLimit: null,
  pollLimit: null,
  // Each purchase of the gateway has a callback URL of its own.
  uniqueCallbackUrls: true,
} as const;

export const openScene = async ({
  dialect = 'kie',
  mock,
  env,
  program = { script: 'src/main.ts' },
  jumpMs,
}: SceneOptions = {}): Promise<Scene> => {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await scratchFolder());
  const databaseFile = join(folder.path, 'stemgate.db');
  const kie = stack.use(
    await createMockKie({
      ...QUICK_PROVIDER,
      dialect,
      ...mock,
      clock: { settleTimeoutMs: PATIENCE_MS, ...mock?.clock },
    }),
  );
  const proxy = stack.use(await createTcpProxy());

  const settings = {
    NODE_ENV: 'development',
    PORT: '0',
    PUBLIC_URL: proxy.origin,
    KIE_API_URL: kie.url,
    KIE_UPLOAD_URL: kie.url,
    KIE_API_KEY: 'e2e-key',
    KIE_DIALECT: dialect,
    DATABASE_URL: `file:${databaseFile}`,
    UPSTREAM_RATE: '1000/1s',
    // An answer that a test holds back is late, and not lost.
    UPSTREAM_TIMEOUT_MS: String(PATIENCE_MS),
    SHUTDOWN_GRACE_MS: '1000',
    LOG_LEVEL: 'warn',
    ...(jumpMs === undefined ? {} : { CLOCK_JUMP_MS: String(jumpMs) }),
    ...env,
  };
  const flags = jumpMs === undefined ? [] : ['--import', JUMPING_CLOCK];

  const launch = async (more: Readonly<Record<string, string>> = {}): Promise<Running> => {
    const launched = start({ ...program, env: { ...settings, ...more }, cwd: folder.path, flags });
    proxy.leadTo(await portOf(launched));
    return launched;
  };
  let gateway = await launch();
  stack.defer(() => gateway[Symbol.asyncDispose]());

  const parts = stack.move();
  return {
    kie,
    proxy,
    origin: proxy.origin,
    databaseFile,
    gateway: () => gateway,
    async kill() {
      gateway.signal('SIGKILL');
      await gateway.ended;
      proxy.leadTo(null);
    },
    async restart(more) {
      await gateway.ended;
      gateway = await launch(more);
    },
    client: (key) => parts.use(createGraphClient(`${proxy.origin}/graphql`, key ?? null)),
    jumpAhead: () => gateway.signal('SIGUSR2'),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
};
