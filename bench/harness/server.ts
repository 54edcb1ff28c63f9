import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Child, type ChildOptions, startChild } from './child.ts';
import { freePort, listening } from './ports.ts';

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A server in a process of its own. */
export interface Server extends AsyncDisposable {
  readonly name: string;
  readonly port: number;
  readonly child: Child;
}

export interface ServerOptions {
  readonly name: string;
  /** The script to run, from the root of the repository. */
  readonly script: string;
  /** Its environment; `PORT` is added. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly core: string | null;
  /** Flags of Node itself. */
  readonly flags?: readonly string[];
  /** What stands behind the script. */
  readonly args?: readonly string[];
  /** The port to listen on; a free one by default. */
  readonly port?: number;
}

let logs = 0;

const optionsOf = (
  { name, script, env, cwd, core, flags = [], args = [] }: ServerOptions,
  port: number,
): ChildOptions => {
  logs += 1;
  return {
    command: process.execPath,
    args: [...flags, join(ROOT, script), ...args],
    env: { ...env, PORT: String(port) },
    cwd,
    core,
    logFile: join(cwd, `${logs}-${name.replaceAll(/[^\w-]+/g, '-')}.log`),
  };
};

/** Starts a server, and does not wait for it. */
export const spawnServer = async (options: ServerOptions): Promise<Server> => {
  const port = options.port ?? (await freePort());
  const child = startChild(optionsOf(options, port));
  return { name: options.name, port, child, [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]() };
};

/** Starts a server. Resolves once it accepts connections. */
export const startServer = async (options: ServerOptions): Promise<Server> => {
  const server = await spawnServer(options);
  try {
    await listening(server.port, server.child.isRunning);
  } catch (cause) {
    const tail = server.child.tail();
    await server[Symbol.asyncDispose]();
    throw new Error(`${options.name} did not start: ${cause}\n${tail}`, { cause });
  }
  return server;
};
