import { spawnSync } from 'node:child_process';

/** Which cores servers and load run on; null where processes cannot be pinned. */
export interface Cores {
  readonly server: string;
  readonly load: string;
}

/** `0-3,8` as single numbers. */
const expand = (list: string): string[] =>
  list.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
  });

/** The cores that this process may use, by `taskset`; none where there is no `taskset`. */
const allowedCores = (): string[] => {
  const { stdout, status } = spawnSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' });
  return status === 0 ? expand(stdout.split(': ').at(-1)?.trim() ?? '') : [];
};

/**
 * One core for the server that is measured, another for the load, the provider and this process. Pins this process.
 *
 * @returns null on a machine with one core, or without `taskset`: rates are then worth less, CPU per request is not.
 */
export const chooseCores = (): Cores | null => {
  const [server, load] = allowedCores();
  if (server === undefined || load === undefined) return null;
  spawnSync('taskset', ['-cp', load, String(process.pid)]);
  return { server, load };
};
