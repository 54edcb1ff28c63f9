import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, globSync, mkdtempSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { accepts, findProgram, freePort, postgresUser, stopper, untilReady } from './programs.ts';

/** A server that the tests use. */
export interface Server {
  readonly name: string;
  /** In words: started here, or found. */
  readonly where: string;
  readonly url: string;
  stop(): Promise<void>;
}

/** A server that was started here. */
export interface RunningServer extends Server {
  /** Of its main process. */
  pid(): number;
}

/** A server that can be started again. */
export interface OwnServer extends RunningServer {
  /** Ends it as a crash does, and starts it again at the same address. */
  restart(): Promise<void>;
}

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

/** @param isDurable whether a commit waits for the disk, as in production. */
const startPostgres = async (
  folder: string,
  { postgres, initdb }: PostgresPrograms,
  isDurable = false,
): Promise<OwnServer> => {
  const user = postgresUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = { cwd: folder, ...user };
  const init = ['--pgdata', data, '--username', 'stemgate', '--auth', 'trust', '--encoding', 'UTF8', '--no-locale'];
  execFileSync(initdb, [...init, '--no-sync'], { ...options, stdio: 'pipe' });
  const port = await freePort();
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`];
  if (!isDurable) settings.push('fsync=off');
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
    pid: () => child.pid ?? 0,
    async restart() {
      if (child.kill('SIGQUIT')) await once(child, 'exit');
      child = await launch();
    },
    // A fast shutdown: connections that are left are ended.
    stop: () => stopper(child, 'SIGINT', folder)(),
  };
};

const startRedis = async (folder: string, program: string, more: readonly string[] = []): Promise<RunningServer> => {
  const port = await freePort();
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
    ...more,
  ];
  const child = spawn(program, args, { stdio: 'ignore' });
  const stop = stopper(child, 'SIGTERM', folder);
  try {
    await untilReady('Redis', () => accepts(port), child);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    name: 'Redis',
    where: `started by ${program}`,
    url: `redis://127.0.0.1:${port}`,
    pid: () => child.pid ?? 0,
    stop,
  };
};

const found = (name: string, url: string): Server => ({
  name,
  where: 'found, not started here',
  url,
  stop: async () => {},
});

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'stemgate-nodes-'));

/**
 * A PostgreSQL of the caller's own, to be stopped by it; null where its programs are not installed.
 *
 * @param isDurable whether a commit waits for the disk, as in production.
 */
export const startOwnPostgres = async (isDurable = false): Promise<OwnServer | null> => {
  const programs = findPostgresPrograms();
  return programs && (await startPostgres(newFolder(), programs, isDurable));
};

const findRedisProgram = (): string | null => findProgram('redis-server') ?? findProgram('valkey-server');

/** A Redis of the caller's own, to be stopped by it; null where it is not installed. @param more of its arguments */
export const startOwnRedis = async (...more: readonly string[]): Promise<RunningServer | null> => {
  const program = findRedisProgram();
  return program === null ? null : await startRedis(newFolder(), program, more);
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
  const program = findRedisProgram();
  const begin = program ? (folder: string) => startRedis(folder, program) : null;
  const usual = { port: 6_379, url: 'redis://127.0.0.1:6379', packages: 'redis-server or valkey-server' };
  return find('Redis', process.env['TEST_REDIS_URL'], begin, usual);
};
