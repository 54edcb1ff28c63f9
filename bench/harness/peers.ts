import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './server.ts';

/** The installs that peers need, each with a lockfile of its own: folders from the root of the repository. */
export const PEER_FOLDERS = {
  'graphql-17': 'bench',
  'graphql-16': 'bench/servers/graphql-16',
  hive: 'bench/servers/hive',
} as const;

export type PeerInstall = keyof typeof PEER_FOLDERS;

const isInstalled = (folder: string): boolean => {
  const done = join(folder, 'node_modules/.package-lock.json');
  return existsSync(done) && statSync(done).mtimeMs >= statSync(join(folder, 'package-lock.json')).mtimeMs;
};

/**
 * Installs what is missing.
 *
 * @returns the installs that are there, and a line for each that could not be made
 */
export const installPeers = (wanted: readonly PeerInstall[], say: (line: string) => void) => {
  const ready = new Set<PeerInstall>();
  const failures: string[] = [];
  for (const name of wanted) {
    const folder = join(ROOT, PEER_FOLDERS[name]);
    if (!isInstalled(folder)) {
      say(`installing peers: npm ci --prefix ${PEER_FOLDERS[name]}`);
      const { status, stderr } = spawnSync('npm', ['ci'], { cwd: folder, encoding: 'utf8' });
      if (status !== 0) {
        failures.push(
          `The peers of ${PEER_FOLDERS[name]} are left out: npm ci failed: ${stderr.trim().split('\n')[0]}`,
        );
        continue;
      }
    }
    ready.add(name);
  }
  return { ready, failures };
};
