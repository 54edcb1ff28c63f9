import { join } from 'node:path';
import { DemoError } from './demo-error.ts';
import type { DemoOptions } from './options.ts';
import { freePort, run, scratchFolder } from './processes.ts';

const DEFAULT_URL = 'http://localhost:4000/graphql';
const DEFAULT_MOCK = 'http://localhost:4010';
const SAMPLE_PATH = '/media/sample/instrumental.mp3';

/** A gateway, and an instrumental to begin with. */
export interface Stack extends AsyncDisposable {
  readonly url: string;
  readonly instrumental: string;
  /** Who started the gateway, for people. */
  readonly origin: string;
}

/** The status that a URL answers with; null when nothing answers. */
const statusOf = async (url: string): Promise<number | null> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
};

/** The time scale of the mock; `MOCK_SPEED` is the old name. */
const mockTimeScale = ({ MOCK_TIME_SCALE, MOCK_SPEED }: NodeJS.ProcessEnv): Record<string, string> => {
  const scale = MOCK_TIME_SCALE || MOCK_SPEED;
  return scale ? { MOCK_TIME_SCALE: scale } : {};
};

/** Starts a gateway and a mock kie.ai on free ports, with a temporary database. */
const startStack = async ({ dialect, instrumental }: DemoOptions): Promise<Stack> => {
  const usedDialect = dialect ?? process.env['KIE_DIALECT'] ?? 'kie';
  await using stack = new AsyncDisposableStack();
  const [mockPort, port] = [await freePort(), await freePort()];
  const folder = stack.use(scratchFolder());

  const mockUrl = `http://127.0.0.1:${mockPort}`;
  const mock = {
    MOCK_PORT: String(mockPort),
    MOCK_DIALECT: usedDialect,
    MOCK_LOG: 'off',
    ...mockTimeScale(process.env),
  };
  const gatewayUrl = `http://127.0.0.1:${port}`;
  const gateway = {
    NODE_ENV: 'development',
    PORT: String(port),
    PUBLIC_URL: gatewayUrl,
    KIE_API_URL: mockUrl,
    KIE_UPLOAD_URL: mockUrl,
    KIE_API_KEY: 'demo',
    KIE_DIALECT: usedDialect,
    DATABASE_URL: `file:${join(folder.path, 'demo.db')}`,
    LOG_LEVEL: 'warn',
    SHUTDOWN_GRACE_MS: '500',
  };
  stack.use(await run({ name: 'mock', script: 'mock-server/main.ts', env: mock, readyUrl: `${mockUrl}/__mock/` }));
  stack.use(await run({ name: 'gateway', script: 'src/main.ts', env: gateway, readyUrl: `${gatewayUrl}/readyz` }));

  const started = stack.move();
  return {
    url: `${gatewayUrl}/graphql`,
    instrumental: instrumental ?? `${mockUrl}${SAMPLE_PATH}`,
    origin: `started for this demo, with a mock kie.ai (dialect ${usedDialect})`,
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
};

const runningStack = async (url: string, { walk, description, instrumental }: DemoOptions): Promise<Stack> => {
  if ((await statusOf(url)) === null) throw new DemoError(`Nothing answers at ${url}.`);
  const sample = `${DEFAULT_MOCK}${SAMPLE_PATH}`;
  // Without a mock a purchase costs real credits: buy only when the user said of what.
  const [option, wanted] = walk ? ['--describe TEXT', description] : ['--instrumental URL', instrumental];
  if (wanted === null && (await statusOf(sample)) !== 200) {
    throw new DemoError(
      `A gateway runs at ${url}, but no mock kie.ai at ${DEFAULT_MOCK}.\n` +
        `With ${option} the demo buys from the provider of that gateway, which may cost credits;\n` +
        'with --dialect kie it starts a gateway and a mock of its own.',
    );
  }
  return { url, instrumental: instrumental ?? sample, origin: 'running', [Symbol.asyncDispose]: async () => undefined };
};

/** The gateway that --url names, the one that runs at the default address, or a new one. */
export const findOrStartStack = async (options: DemoOptions): Promise<Stack> => {
  if (options.url !== null) return await runningStack(options.url, options);
  if (options.dialect === null && (await statusOf(DEFAULT_URL)) !== null)
    return await runningStack(DEFAULT_URL, options);
  return await startStack(options);
};
