import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PATIENCE_MS } from './patience.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Stripped and compiled once for all processes: a start takes half as long. */
export const COMPILE_CACHE = join(ROOT, 'node_modules/.cache/compiled');

/** How a process ended: by itself with a code, or by a signal. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process of this repository, with what it says. */
export interface Running extends AsyncDisposable {
  readonly pid: number;
  /** All that it wrote so far, on both channels. */
  output(): string;
  /** Resolves once it has written something that matches. Rejects when it ends without, or keeps silent. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<Ending>;
  /** Asks it to stop. Rejects when it does not, or not well. */
  stop(): Promise<void>;
}

export interface Program {
  /** From the root of the repository. */
  readonly script: string;
  readonly args?: readonly string[];
  /** All of its environment, beside what a process needs to run at all. */
  readonly env: Readonly<Record<string, string>>;
  /** Where it runs: away from the repository, whose `.env` is somebody else's. */
  readonly cwd: string;
  /** Flags of Node itself. */
  readonly flags?: readonly string[];
}

const running = new Set<ChildProcess>();
// Whatever ends this process ends those that it started.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Ends what is still running. @returns their ids: none, where everybody cleaned up */
export const endLeftovers = (): number[] => {
  const left = [...running];
  for (const child of left) child.kill('SIGKILL');
  return left.flatMap(({ pid }) => pid ?? []);
};

/** Starts a process. It may end in any way it likes before it is asked to stop: `ended` tells. */
export const start = ({ script, args = [], env, cwd, flags = [] }: Program): Running => {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [...flags, join(ROOT, script), ...args], {
    cwd,
    env: { PATH, NODE_COMPILE_CACHE: COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  let gone = false;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  for (const channel of [child.stdout, child.stderr]) {
    channel.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      tell();
    });
  }
  // On close, when the last word has been read, and not on exit.
  const ended = once(child, 'close').then(([code, signal]): Ending => {
    running.delete(child);
    gone = true;
    tell();
    return { code, signal };
  });

  const self: Running = {
    pid: child.pid ?? 0,
    output: () => output,
    ended,
    signal: (name) => void child.kill(name),
    async said(pattern) {
      const patience = AbortSignal.timeout(PATIENCE_MS);
      for (;;) {
        const match = pattern.exec(output);
        if (match) return match;
        if (gone) throw new Error(`${script} ended without saying ${pattern}:\n${output}`);
        if (patience.aborted) throw new Error(`${script} has not said ${pattern}, only:\n${output}`);
        await new Promise<void>((resolve) => {
          const listener = (): void => {
            listeners.delete(listener);
            patience.removeEventListener('abort', listener);
            resolve();
          };
          listeners.add(listener);
          patience.addEventListener('abort', listener);
        });
      }
    },
    async stop() {
      let patience: NodeJS.Timeout | undefined;
      const late = new Promise<Ending>((resolve) => {
        patience = setTimeout(() => resolve({ code: null, signal: null }), PATIENCE_MS);
      });
      child.kill('SIGTERM');
      const { code, signal } = await Promise.race([ended, late]);
      clearTimeout(patience);
      if (code === 0) return;
      child.kill('SIGKILL');
      throw new Error(`${script} did not stop well (code ${code}, signal ${signal}):\n${output}`);
    },
    async [Symbol.asyncDispose]() {
      if (!gone) await self.stop();
    },
  };
  return self;
};
