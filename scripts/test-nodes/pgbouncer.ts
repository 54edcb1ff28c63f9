import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accepts, findProgram, freePort, postgresUser, stopper, untilReady } from './programs.ts';

/** A PgBouncer before a PostgreSQL. */
export interface PgBouncer extends AsyncDisposable {
  /** Leads to the same database as the URL that it was started for. */
  readonly url: string;
}

/** The program of `TEST_PGBOUNCER`, or an installed one; null where there is none. */
const findPgBouncer = (): string | null => process.env['TEST_PGBOUNCER'] ?? findProgram('pgbouncer', ['/usr/sbin']);

/** The version of PgBouncer, such as `[1, 18]`; null where it is not installed. */
export const pgBouncerVersion = (): readonly [major: number, minor: number] | null => {
  const program = findPgBouncer();
  const said = program === null ? '' : execFileSync(program, ['--version'], { encoding: 'utf8' });
  const [, major, minor] = /^PgBouncer (\d+)\.(\d+)/.exec(said) ?? [];
  return major === undefined ? null : [Number(major), Number(minor)];
};

/**
 * Starts PgBouncer in a temporary folder, to be stopped with the object.
 *
 * @param url of a database of a server on this machine that asks for no password.
 * @param settings beside those that it needs to run at all, such as `pool_mode`.
 */
export const startPgBouncer = async (url: string, settings: Readonly<Record<string, string | number>>) => {
  const program = findPgBouncer();
  if (program === null) throw new Error('PgBouncer is needed: install the package pgbouncer.');
  const folder = mkdtempSync(join(tmpdir(), 'stemgate-pgbouncer-'));
  const user = postgresUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const server = new URL(url);
  const port = await freePort();
  const all = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'any',
    ...settings,
  };
  const file = join(folder, 'pgbouncer.ini');
  const lines = [
    '[databases]',
    `* = host=${server.hostname} port=${server.port} user=${server.username}`,
    '[pgbouncer]',
    ...Object.entries(all).map(([name, value]) => `${name} = ${value}`),
  ];
  writeFileSync(file, lines.join('\n'));
  const child = spawn(program, [file], { cwd: folder, ...user, stdio: 'ignore' });
  const stop = stopper(child, 'SIGTERM', folder);
  try {
    await untilReady('PgBouncer', () => accepts(port), child);
  } catch (error) {
    await stop();
    throw error;
  }
  server.host = `127.0.0.1:${port}`;
  return { url: server.href, [Symbol.asyncDispose]: stop } satisfies PgBouncer;
};
