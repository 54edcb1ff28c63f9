import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';

const STOP_TIMEOUT_MS = 30_000;

/** The CPU time of a process in milliseconds: the first number of each thread's schedstat counts nanoseconds. */
export const cpuMsOf = async (pid: number): Promise<number> => {
  const threads = await readdir(`/proc/${pid}/task`);
  const nanos = threads.map(async (thread) => {
    const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8');
    return Number(text.split(' ')[0]);
  });
  return (await Promise.all(nanos)).reduce((sum, value) => sum + value, 0) / 1_000_000;
};

export interface Memory {
  /** Resident now. */
  readonly rssKb: number;
  /** The most that was ever resident (VmHWM). */
  readonly peakKb: number;
}

/** A process of its own. Ended with the object. */
export interface Child extends AsyncDisposable {
  readonly pid: number;
  /** The process itself, for messages over its IPC channel. */
  readonly process: ChildProcess;
  /** False once it has ended. */
  isRunning(): boolean;
  /** The end of what it wrote, for error messages. */
  tail(): string;
  /** Milliseconds of CPU that it has used, by /proc: all threads that are there, user and system. */
  cpuMs(): Promise<number>;
  /** By /proc/<pid>/status. */
  memory(): Promise<Memory>;
  /** Asks it to stop. Rejects when it does not within 30 s, or not with exit code 0. */
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Where standard output and standard error go. */
  readonly logFile: string;
  /** A core, as `taskset` spells it; null: any. */
  readonly core: string | null;
  /** With a channel for messages. */
  readonly ipc?: boolean;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a process, pinned to a core where one is given. */
export const startChild = ({ command, args, env, cwd, logFile, core, ipc = false }: ChildOptions): Child => {
  const { PATH = '', HOME = cwd } = process.env;
  const log = openSync(logFile, 'a');
  // taskset becomes the program itself: the process id is the program's.
  const [program, ...words] = core === null ? [command, ...args] : ['taskset', '-c', core, command, ...args];
  const child = spawn(program ?? command, words, {
    cwd,
    env: { PATH, HOME, ...env },
    stdio: ipc ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
  });
  closeSync(log);
  running.add(child);
  const { pid = 0 } = child;
  const ended = once(child, 'exit').then(([code, signal]) => {
    running.delete(child);
    return { code, signal };
  });

  const self: Child = {
    pid,
    process: child,
    isRunning: () => running.has(child),
    tail: () => readFileSync(logFile, 'utf8').split('\n').slice(-20).join('\n'),
    cpuMs: () => cpuMsOf(pid),
    async memory() {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
      return { rssKb: field('VmRSS'), peakKb: field('VmHWM') };
    },
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      const { code, signal } = await ended;
      clearTimeout(timer);
      if (code !== 0) throw new Error(`${args.at(-1)} did not stop well (${code ?? signal}):\n${self.tail()}`);
    },
    async [Symbol.asyncDispose]() {
      if (!running.has(child)) return;
      child.kill('SIGKILL');
      await ended;
    },
  };
  return self;
};
