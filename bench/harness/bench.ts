import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Target } from '../load/requests.ts';
import { buildGateway } from './build.ts';
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
  /** Makes requests. */
  readonly load: Load;
  /** Holds the sockets of one server, and makes their news: a process can open only so many. */
  loadOf(server: Server): Load;
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

/** Where profiles of the gateway go. */
export interface Profiles {
  readonly folder: string;
  /** What their names begin with. */
  readonly name: string;
}

export interface BenchOptions {
  readonly plan: Plan;
  readonly cores: Cores | null;
  /** A folder for this path. */
  readonly folder: string;
  /** The database that stores are copied from: made where it is missing. */
  readonly seedFile: string;
  /** Null: no profiles. */
  readonly profiles: Profiles | null;
}

/** Has V8 write a profile when the process ends in good order. */
const profileFlags = ({ folder, name }: Profiles, count: number): string[] => [
  '--cpu-prof',
  `--cpu-prof-dir=${folder}`,
  `--cpu-prof-name=${name}-${count}.cpuprofile`,
];

export const openBench = async ({ plan, cores, folder, seedFile, profiles }: BenchOptions): Promise<Bench> => {
  buildGateway();
  await using stack = new AsyncDisposableStack();
  await mkdir(folder, { recursive: true });
  const core = cores?.server ?? null;
  const loadCore = cores?.load ?? null;
  const started = { cwd: folder, core: loadCore };
  const provider = await startServer({ name: 'provider', script: 'bench/provider/main.ts', env: {}, ...started });
  stack.use(provider);
  const load = stack.use(startLoad(folder, loadCore));
  const loads = new Map<Server, Load>();
  let databases = 0;
  let gateways = 0;
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
    loadOf(server) {
      const known = loads.get(server) ?? parts.use(startLoad(folder, loadCore));
      loads.set(server, known);
      return known;
    },
    async gateway({ databaseFile = newDatabase(), flags = [], ...options } = {}) {
      gateways += 1;
      const all = [...flags, ...(profiles ? profileFlags(profiles, gateways) : [])];
      const own = { cwd: folder, core, providerPort: provider.port, databaseFile, flags: all };
      const server = parts.use(await startGateway({ ...own, ...options }));
      if (profiles) parts.defer(() => (server.child.isRunning() ? server.child.stop() : Promise.resolve()));
      return server;
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
