import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chownSync, constants, globSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** A server that the tests use. */
export interface Server {
  readonly name: string;
  /** In words: started here, or found. */
  readonly where: string;
  readonly url: string;
  stop(): Promise<void>;
}

/** A server that was started here. */
export interface OwnServer extends Server {
  /** Ends it as a crash does, and starts it again at the same address. */
  restart(): Promise<void>;
}

/** How long a server may take to accept connections, in milliseconds. */
const START_MS = 30_000;

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The whole path of a program; null when it is not installed. @param folders beside those of PATH, searched first. */
const findProgram = (name: string, folders: readonly string[] = []): string | null => {
  const all = [...folders, ...(process.env['PATH'] ?? '').split(delimiter)];
  return all.map((folder) => join(folder, name)).find(isProgram) ?? null;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const accepts = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};

/** Whether PostgreSQL takes statements: while it starts, it takes connections only to refuse them. */
const takesStatements = async (connectionString: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
};

const untilReady = async (name: string, isReady: () => Promise<boolean>, child: ChildProcess): Promise<void> => {
  for (const end = Date.now() + START_MS; Date.now() < end; await delay(100)) {
    if (child.exitCode !== null) throw new Error(`${name} has ended with ${child.exitCode}.`);
    if (await isReady()) return;
  }
  throw new Error(`${name} accepts no connection after ${START_MS} ms.`);
};

const stopper = (child: ChildProcess, signal: NodeJS.Signals, folder: string) => async (): Promise<void> => {
  if (child.exitCode === null && child.kill(signal)) await once(child, 'exit');
  rmSync(folder, { recursive: true, force: true });
};

/** PostgreSQL refuses to run as root: then it runs as the user that its package has made. */
const postgresUser = (): { readonly uid: number; readonly gid: number } | null => {
  if (userInfo().uid !== 0) return null;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

interface PostgresPrograms {
  readonly postgres: string;
  readonly initdb: string;
}

/** Null when they are not installed. */
const findPostgresPrograms = (): PostgresPrograms | null => {
  // Debian keeps the programs of each version in a folder of its own.
  const folders = globSync('/usr/lib/postgresql/*/bin').sort().reverse();
  const [postgres, initdb] = [findProgram('postgres', folders), findProgram('initdb', folders)];
  return postgres && initdb ? { postgres, initdb } : null;
};

const startPostgres = async (folder: string, { postgres, initdb }: PostgresPrograms): Promise<OwnServer> => {
  const user = postgresUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = { cwd: folder, ...user };
  const init = ['--pgdata', data, '--username', 'stemgate', '--auth', 'trust', '--encoding', 'UTF8', '--no-locale'];
  execFileSync(initdb, [...init, '--no-sync'], { ...options, stdio: 'pipe' });
  const port = await freePort();
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off'];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const url = `postgres://stemgate@127.0.0.1:${port}/postgres`;
  const launch = async (): Promise<ChildProcess> => {
    const started = spawn(postgres, args, { ...options, stdio: 'ignore' });
    try {
      await untilReady('PostgreSQL', () => takesStatements(url), started);
      return started;
    } catch (error) {
      await stopper(started, 'SIGINT', folder)();
      throw error;
    }
  };
  let child = await launch();
  return {
    name: 'PostgreSQL',
    where: `started by ${postgres}`,
    url,
    async restart() {
      if (child.kill('SIGQUIT')) await once(child, 'exit');
      child = await launch();
    },
    // A fast shutdown: connections that are left are ended.
    stop: () => stopper(child, 'SIGINT', folder)(),
  };
};

const startRedis = async (folder: string, program: string): Promise<Server> => {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn(program, args, { stdio: 'ignore' });
  const stop = stopper(child, 'SIGTERM', folder);
  try {
    await untilReady('Redis', () => accepts(port), child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { name: 'Redis', where: `started by ${program}`, url: `redis://127.0.0.1:${port}`, stop };
};

const found = (name: string, url: string): Server => ({
  name,
  where: 'found, not started here',
  url,
  stop: async () => {},
});

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'stemgate-nodes-'));

/** A PostgreSQL of a test's own, to be stopped by it; null where its programs are not installed. */
export const startOwnPostgres = async (): Promise<OwnServer | null> => {
  const programs = findPostgresPrograms();
  return programs && (await startPostgres(newFolder(), programs));
};

/** A server that is named, started or found. @throws Error that says what to install. */
const find = async (
  name: string,
  named: string | undefined,
  begin: ((folder: string) => Promise<Server>) | null,
  usual: { readonly port: number; readonly url: string; readonly packages: string },
): Promise<Server> => {
  if (named) return found(name, named);
  if (begin) return await begin(newFolder());
  if (await accepts(usual.port)) return found(name, usual.url);
  throw new Error(`${name} is needed: install the package ${usual.packages}, or start it at 127.0.0.1:${usual.port}.`);
};

export const findPostgres = (): Promise<Server> => {
  const programs = findPostgresPrograms();
  const begin = programs && ((folder: string) => startPostgres(folder, programs));
  const url = `postgres://${encodeURIComponent(userInfo().username)}@127.0.0.1:5432/postgres`;
  return find('PostgreSQL', process.env['TEST_POSTGRES_URL'], begin, { port: 5_432, url, packages: 'postgresql' });
};

export const findRedis = (): Promise<Server> => {
  const program = findProgram('redis-server') ?? findProgram('valkey-server');
  const begin = program ? (folder: string) => startRedis(folder, program) : null;
  const usual = { port: 6_379, url: 'redis://127.0.0.1:6379', packages: 'redis-server or valkey-server' };
  return find('Redis', process.env['TEST_REDIS_URL'], begin, usual);
};
