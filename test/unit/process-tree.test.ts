import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { treeCpu, treeMemoryKb, treeOf, usedMs } from '../../bench/harness/process-tree.ts';
import { together } from '../../bench/nodes/compare.ts';

it('CPU time between two looks counts what began, and leaves out what ended', () => {
  const before = new Map([
    [1, 10],
    [2, 500],
  ]);
  const after = new Map([
    [1, 13],
    [3, 4],
  ]);
  expect(usedMs(before, after)).toBe(7);
  expect(usedMs(before, before)).toBe(0);
});

it('a tree has the children of children, with their CPU time and memory', async () => {
  // Each of the two shells keeps its child: a shell replaces itself by its last command.
  const child = spawn('sh', ['-c', 'sh -c "echo on; cat; true"; true'], { stdio: ['pipe', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  const pids = await treeOf(child.pid ?? 0);
  expect(pids.length).toBeGreaterThanOrEqual(3);
  expect(pids[0]).toBe(child.pid);
  expect([...(await treeCpu(child.pid ?? 0)).values()].every((ms) => ms > 0)).toBe(true);
  expect(await treeMemoryKb(child.pid ?? 0)).toBeGreaterThan(0);
  child.stdin.end();
  await once(child, 'exit');
  expect(await treeCpu(child.pid ?? 0)).toEqual(new Map([[child.pid, 0]]));
});

it('rounds at several nodes are one, as slow as the slowest', () => {
  const round = (count: number, p99Ms: number) => ({ count, perSecond: count / 2, p50Ms: count, p99Ms });
  expect(together([round(10, 3), round(30, 2)])).toEqual({ count: 40, perSecond: 20, p50Ms: 20, p99Ms: 3 });
});
