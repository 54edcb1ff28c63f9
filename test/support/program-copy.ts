import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Program, type Running, start } from './processes.ts';
import { scratchFolder } from './scene.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What the gateway is started from, and what builds it. */
const FILES = [
  'src',
  'scripts/launch.js',
  'scripts/read-options.ts',
  'scripts/build.ts',
  'scripts/build',
  'package.json',
];

/** A copy of the gateway in a folder of its own: nothing of it was compiled or built. */
export interface ProgramCopy extends AsyncDisposable {
  readonly path: string;
  /** Where compiled code is kept. */
  readonly cache: string;
  /** What its launcher runs, for `start`. */
  launching(...args: string[]): Pick<Program, 'script' | 'args'>;
  /** Starts the gateway on a store in memory, and stops it once it listens. @returns what it said */
  startAndStop(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
  /** Runs `npm run build`. @returns what it said */
  build(...args: string[]): Promise<string>;
}

/** @param packages those that are copied too; others are links to the installed ones. */
export const copyProgram = async ({
  packages = [],
}: {
  readonly packages?: readonly string[];
} = {}): Promise<ProgramCopy> => {
  const folder = await scratchFolder();
  const at = (...names: string[]): string => join(folder.path, ...names);
  for (const name of FILES) cpSync(join(ROOT, name), at(name), { recursive: true });
  mkdirSync(at('node_modules'));
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    const from = join(ROOT, 'node_modules', name);
    if (packages.includes(name)) cpSync(from, at('node_modules', name), { recursive: true });
    else if (!name.startsWith('.')) symlinkSync(from, at('node_modules', name));
  }
  const launching = (...args: string[]) => ({ script: relative(ROOT, at('scripts/launch.js')), args });
  const run = (args: readonly string[], env: Readonly<Record<string, string>>): Running =>
    start({ ...launching(...args), env: { NODE_COMPILE_CACHE: '', ...env }, cwd: folder.path });
  return {
    path: folder.path,
    cache: at('node_modules/.cache'),
    launching,
    async startAndStop(args, env = {}) {
      await using gateway = run(args, {
        NODE_ENV: 'development',
        KIE_API_KEY: 'key',
        PORT: '0',
        HOST: '127.0.0.1',
        DATABASE_URL: 'file::memory:',
        LOG_LEVEL: 'error',
        ...env,
      });
      await gateway.said(/^stemgate: /m);
      await gateway.stop();
      return gateway.output().trim();
    },
    async build(...args) {
      await using build = run(['scripts/build.ts', ...args], {});
      await build.ended;
      return build.output().trim();
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
};
