import { dirname } from 'node:path';
import { type Running, start } from './processes.ts';

/** The operator's tool in a process of its own. */
export const startTool = (databaseFile: string, ...args: readonly string[]): Running =>
  start({
    script: 'scripts/tasks.ts',
    args,
    env: { DATABASE_URL: `file:${databaseFile}` },
    cwd: dirname(databaseFile),
  });

/** What the operator's tool has said, and its exit code. */
export const runTool = async (
  databaseFile: string,
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly output: string }> => {
  await using tool = startTool(databaseFile, ...args);
  const { code } = await tool.ended;
  return { code, output: tool.output() };
};
