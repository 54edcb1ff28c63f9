import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT, type Server, type ServerOptions, startServer } from './server.ts';

const KEY = 'bench-0123456789abcdef0123456789abcdef';

/** What clients of the gateway send. */
export const AUTHORIZATION = `Bearer ${KEY}`;

/** How the gateway is measured, in words for the table. */
export const AS_MEASURED =
  'Stemgate runs as in production: started as by npm start, from a current build, in a process of its own, NODE_ENV=production, AUTH=api-key, all limits ' +
  'on (UPSTREAM_RATE, SOCKETS_PER_VIEWER and the pause before polls are raised above the load), log level info into a ' +
  'file, SQLite with durable writes.';

export interface GatewayOptions {
  readonly cwd: string;
  readonly core: string | null;
  readonly providerPort: number;
  /** Path of the database file. */
  readonly databaseFile: string;
  readonly port?: number;
  /** More of its environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
}

const { scripts }: { scripts: { start: string } } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
/** `node <flags> <script> <arguments>` of `npm start`. */
const [, ...START] = scripts.start.split(' ');
const LAUNCHER = START.findIndex((word) => !word.startsWith('-'));

/** How the gateway is started in production; only bounds that the load itself would run into are raised. */
export const gatewayServer = ({ cwd, core, providerPort, databaseFile, port, env, flags = [] }: GatewayOptions) =>
  ({
    name: 'gateway',
    script: START[LAUNCHER] ?? '',
    args: START.slice(LAUNCHER + 1),
    cwd,
    core,
    flags: [...START.slice(0, LAUNCHER), ...flags],
    ...(port !== undefined && { port }),
    env: {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      ALLOW_INSECURE_PUBLIC_URL: '1',
      AUTH: 'api-key',
      API_KEYS: `bench:${KEY}`,
      KIE_API_KEY: 'bench-provider-key',
      KIE_API_URL: `http://127.0.0.1:${providerPort}`,
      DATABASE_URL: `file:${databaseFile}`,
      UPSTREAM_RATE: '100000/1s',
      SOCKETS_PER_VIEWER: '100000',
      POLL_AFTER_MS: '3600000',
      POLL_MAX_INTERVAL_MS: '3600000',
      SHUTDOWN_GRACE_MS: '2000',
      ...env,
    },
  }) satisfies ServerOptions;

const READY_TIMEOUT_MS = 10_000;

/** Resolves when the gateway is ready for traffic. @throws Error with its last answer when it is not within 10 s */
const untilReady = async ({ port }: Server): Promise<void> => {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
    const text = await answer.text();
    if (answer.ok) return;
    if (performance.now() > deadline) throw new Error(text);
    await sleep(20);
  }
};

/** Starts the gateway. Resolves once it is ready for traffic. */
export const startGateway = async (options: GatewayOptions): Promise<Server> => {
  const server = await startServer(gatewayServer(options));
  try {
    await untilReady(server);
    return server;
  } catch (cause) {
    await server[Symbol.asyncDispose]();
    throw new Error(`The gateway is not ready: ${cause}\n${server.child.tail()}`, { cause });
  }
};

/** A database file in a folder. */
export const databaseIn = (folder: string, name: string): string => join(folder, `${name}.db`);
