import { readdir, readFile } from 'node:fs/promises';
import { cpuMsOf } from './child.ts';

/** CPU time in milliseconds of each process, by its id. */
export type TreeCpu = ReadonlyMap<number, number>;

/** What `read` gives; `missing` for a process that has ended meanwhile. */
const unlessEnded = async <Value>(read: Promise<Value>, missing: Value): Promise<Value> => {
  try {
    return await read;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ESRCH') return missing;
    throw error;
  }
};

const childrenOf = async (pid: number): Promise<number[]> => {
  const threads = await unlessEnded(readdir(`/proc/${pid}/task`), []);
  const lists = threads.map((thread) => unlessEnded(readFile(`/proc/${pid}/task/${thread}/children`, 'utf8'), ''));
  return (await Promise.all(lists)).flatMap((list) => list.split(' ').filter(Boolean).map(Number));
};

/** A process and all that it has started, and they. */
export const treeOf = async (pid: number): Promise<number[]> => {
  const below = await Promise.all((await childrenOf(pid)).map(treeOf));
  return [pid, ...below.flat()];
};

/** The CPU time of a process and of all below it. */
export const treeCpu = async (pid: number): Promise<TreeCpu> => {
  const pids = await treeOf(pid);
  const times = pids.map(async (each) => [each, await unlessEnded(cpuMsOf(each), 0)] as const);
  return new Map(await Promise.all(times));
};

/**
 * The CPU time between two looks, in milliseconds. A process that began meanwhile counts whole; what one that ended used
 * after the first look is not known, and does not count.
 */
export const usedMs = (before: TreeCpu, after: TreeCpu): number =>
  [...after].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0);

/** The memory of a process and of all below it in KB; what they share is counted once (PSS). */
export const treeMemoryKb = async (pid: number): Promise<number> => {
  const pids = await treeOf(pid);
  const texts = await Promise.all(pids.map((each) => unlessEnded(readFile(`/proc/${each}/smaps_rollup`, 'utf8'), '')));
  return texts.reduce((sum, text) => sum + Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0), 0);
};
