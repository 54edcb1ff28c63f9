import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Target } from '../load/requests.ts';
import type { Cores } from './cores.ts';
import { AUTHORIZATION, type GatewayOptions, startGateway } from './gateway.ts';
import { type Load, startLoad } from './load.ts';
import type { Plan } from './plan.ts';
import { fillStore, makeSeed } from './seed.ts';
import { type Server, type ServerOptions, startServer } from './server.ts';

export interface StoreContents {
  /** SUCCEEDED separations with twelve stems. */
  readonly finished: number;
  /** PROCESSING separations. */
  readonly processing: number;
}

/** What a path measures with. Ended with the path, and everything that was started with it. */
export interface Bench extends AsyncDisposable {
  readonly plan: Plan;
  readonly load: Load;
  readonly provider: Server;
  readonly core: string | null;
  readonly folder: string;
  /** The gateway as in production, on a new store unless one is given. */
  gateway(options?: Partial<Pick<GatewayOptions, 'databaseFile' | 'env' | 'flags' | 'port'>>): Promise<Server>;
  /** Another server, on the same core as the gateway. `PROVIDER_PORT` is added to its environment. */
  server(
    options: Pick<ServerOptions, 'name' | 'script' | 'flags' | 'args'> & { env?: ServerOptions['env'] },
  ): Promise<Server>;
  /** A database file with so many tasks of the viewer that the benchmark is. */
  store(contents: StoreContents): Promise<string>;
  /** Writes a file for a server to read. @returns its path */
  file(name: string, content: string | object): Promise<string>;
}

/** How the benchmark speaks to a server: to the gateway with its key. */
export const targetOf = ({ name, port }: Server): Target => ({
  port,
  authorization: name === 'gateway' ? AUTHORIZATION : null,
});

export interface BenchOptions {
  readonly plan: Plan;
  readonly cores: Cores | null;
  /** A folder for this path. */
  readonly folder: string;
  /** The database that stores are copied from: made where it is missing. */
  readonly seedFile: string;
}

export const openBench = async ({ plan, cores, folder, seedFile }: BenchOptions): Promise<Bench> => {
  await using stack = new AsyncDisposableStack();
  await mkdir(folder, { recursive: true });
  const core = cores?.server ?? null;
  const loadCore = cores?.load ?? null;
  const started = { cwd: folder, core: loadCore };
  const provider = await startServer({ name: 'provider', script: 'bench/provider/main.ts', env: {}, ...started });
  stack.use(provider);
  const load = stack.use(startLoad(folder, loadCore));
  let databases = 0;
  const newDatabase = (): string => {
    databases += 1;
    return join(folder, `${databases}.db`);
  };

  const parts = stack.move();
  return {
    plan,
    load,
    provider,
    core,
    folder,
    async gateway({ databaseFile = newDatabase(), ...options } = {}) {
      const server = await startGateway({ cwd: folder, core, providerPort: provider.port, databaseFile, ...options });
      return parts.use(server);
    },
    async server({ env, ...options }) {
      const all = { NODE_ENV: 'production', PROVIDER_PORT: String(provider.port), ...env };
      return parts.use(await startServer({ cwd: folder, core, ...options, env: all }));
    },
    async store({ finished, processing }) {
      await makeSeed({ cwd: folder, core, providerPort: provider.port, databaseFile: seedFile });
      const databaseFile = newDatabase();
      await copyFile(seedFile, databaseFile);
      await fillStore(databaseFile, 'SUCCEEDED', finished - 1);
      await fillStore(databaseFile, 'PROCESSING', processing - 1);
      return databaseFile;
    },
    async file(name, content) {
      const path = join(folder, name);
      await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
      return path;
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
};
