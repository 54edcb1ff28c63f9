import { fileURLToPath } from 'node:url';
import { createMockKie, type MockKie, type MockKieOptions } from '../../../mock-server/index.ts';
import { createGraphClient, type GraphClient } from '../../support/graph-client.ts';
import { type Running, start } from '../../support/processes.ts';
import { portOf, QUICK_PROVIDER, scratchFolder } from '../../support/scene.ts';
import { createTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts';
import { createDatabase, redisUrl } from './servers.ts';

/** One of several gateways, in a process of its own. */
export interface Node {
  readonly port: number;
  readonly origin: string;
  readonly process: Running;
  /** A client of this node, ended with the scene. */
  client(): GraphClient;
}

export interface NodesOptions {
  readonly count?: number;
  readonly mock?: MockKieOptions;
  readonly env?: Readonly<Record<string, string>>;
  /** A PostgreSQL of the test's own, by the URL of any database of it. */
  readonly postgres?: string;
}

const CLOCK = fileURLToPath(new URL('../../support/jumping-clock.ts', import.meta.url));

/** Gateways on one database and one Redis, before a mock kie.ai in this process. */
export interface Nodes extends AsyncDisposable {
  readonly kie: MockKie;
  /** What the provider reaches the gateways by. It leads to the first one until it is told otherwise. */
  readonly front: TcpProxy;
  /** The URL of the database. */
  readonly database: string;
  readonly nodes: readonly Node[];
  /** Starts one more. `CLOCK_AHEAD_MS` sets its clock. */
  add(env?: Readonly<Record<string, string>>): Promise<Node>;
}

export const openNodes = async ({ count = 3, mock, env, postgres }: NodesOptions = {}): Promise<Nodes> => {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await scratchFolder());
  const database = await createDatabase(postgres);
  stack.defer(() => database.drop());
  const kie = stack.use(await createMockKie({ ...QUICK_PROVIDER, credits: 100_000, ...mock }));
  const front = stack.use(await createTcpProxy());
  const settings = {
    NODE_ENV: 'development',
    PORT: '0',
    PUBLIC_URL: front.origin,
    KIE_API_URL: kie.url,
    // The account names what nodes share in Redis: each scene has its own.
    KIE_API_KEY: `nodes-${database.url.slice(-12)}`,
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl(),
    UPSTREAM_RATE: '1000/1s',
    SHUTDOWN_GRACE_MS: '300',
    LOG_LEVEL: 'warn',
    ...env,
  };

  const nodes: Node[] = [];
  const processes = stack.use(new AsyncDisposableStack());
  const clients = stack.use(new AsyncDisposableStack());
  const add = async (more: Readonly<Record<string, string>> = {}): Promise<Node> => {
    const process = processes.use(
      start({ script: 'src/main.ts', env: { ...settings, ...more }, cwd: folder.path, flags: ['--import', CLOCK] }),
    );
    const port = await portOf(process);
    const origin = `http://127.0.0.1:${port}`;
    const client = (): GraphClient => clients.use(createGraphClient(`${origin}/graphql`));
    const node = { port, origin, process, client };
    nodes.push(node);
    return node;
  };
  const [first] = await Promise.all(Array.from({ length: count }, () => add()));
  front.leadTo(first?.port ?? null);
  const parts = stack.move();
  return { kie, front, database: database.url, nodes, add, [Symbol.asyncDispose]: () => parts.disposeAsync() };
};
