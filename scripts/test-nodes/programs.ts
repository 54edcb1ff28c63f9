import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

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
export const findProgram = (name: string, folders: readonly string[] = []): string | null => {
  const all = [...folders, ...(process.env['PATH'] ?? '').split(delimiter)];
  return all.map((folder) => join(folder, name)).find(isProgram) ?? null;
};

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

export const accepts = async (port: number): Promise<boolean> => {
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

export const untilReady = async (name: string, isReady: () => Promise<boolean>, child: ChildProcess): Promise<void> => {
  for (const end = Date.now() + START_MS; Date.now() < end; await delay(100)) {
    if (child.exitCode !== null) throw new Error(`${name} has ended with ${child.exitCode}.`);
    if (await isReady()) return;
  }
  throw new Error(`${name} accepts no connection after ${START_MS} ms.`);
};

export const stopper = (child: ChildProcess, signal: NodeJS.Signals, folder: string) => async (): Promise<void> => {
  if (child.exitCode === null && child.kill(signal)) await once(child, 'exit');
  rmSync(folder, { recursive: true, force: true });
};

/** PostgreSQL and PgBouncer refuse to run as root: then they run as the user that the package has made. */
export const postgresUser = (): { readonly uid: number; readonly gid: number } | null => {
  if (userInfo().uid !== 0) return null;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};
