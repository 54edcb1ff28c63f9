/**
 * Installs and starts the gateway as on a server, in a copy of this repository and with the machine's own Node. Without
 * install scripts it must run, or say in one line what is missing. With the runtime it must answer. Exit code 1 when it
 * does not.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TIMEOUT_MS = 60_000;
const NEEDS_NODE = /^stemgate needs Node \S+ or later \(this is \S+\): .+\n$/;

// Without the runtime in this repository's node_modules, which `npm run` puts in front.
const PATH = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .join(delimiter);
const { HOME = '' } = process.env;

const folder = mkdtempSync(join(tmpdir(), 'stemgate-'));

const npm = (...args: string[]): void => {
  console.log(`npm ${args.join(' ')}`);
  execFileSync('npm', args, { cwd: folder, env: { PATH, HOME }, stdio: ['ignore', 'ignore', 'inherit'] });
};

const startGateway = (): ChildProcess =>
  spawn('npm', ['start', '--silent'], {
    cwd: folder,
    env: { PATH, HOME, PORT: '0', KIE_API_KEY: 'x', AUTH: 'none', ALLOW_INSECURE_PUBLIC_URL: '1', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: npm does not pass every signal on.
    detached: true,
  });

/** Waits for the gateway, asks it, and stops it. @returns what it wrote on standard error */
const runGateway = async (): Promise<{
  readonly answered: boolean;
  readonly code: number;
  readonly errors: string;
}> => {
  const gateway = startGateway();
  const { pid, stdout, stderr } = gateway;
  if (pid === undefined || stdout === null || stderr === null) throw new Error('npm cannot be started.');
  const errors = text(stderr);
  const exit = once(gateway, 'exit');
  const timer = setTimeout(() => process.kill(-pid, 'SIGKILL'), TIMEOUT_MS);
  let answered = false;
  for await (const line of stdout.setEncoding('utf8')) {
    const [, port] = /^stemgate: http:\/\/localhost:(\d+)\/graphql$/m.exec(line) ?? [];
    if (port === undefined) continue;
    answered = (await fetch(`http://127.0.0.1:${port}/livez`)).ok;
    process.kill(-pid, 'SIGTERM');
  }
  const [code] = await exit;
  clearTimeout(timer);
  return { answered, code: Number(code), errors: await errors };
};

try {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of files) cpSync(join(ROOT, file), join(folder, file));

  npm('ci', '--omit=dev', '--ignore-scripts');
  const withoutRuntime = await runGateway();
  if (!withoutRuntime.answered && !(withoutRuntime.code === 1 && NEEDS_NODE.test(withoutRuntime.errors))) {
    throw new Error(
      `Without the runtime npm start neither runs nor prints the one line that says why:\n${withoutRuntime.errors}`,
    );
  }
  console.log(withoutRuntime.answered ? 'npm start runs on the Node of this machine' : withoutRuntime.errors.trim());

  npm('rebuild', 'node');
  const complete = await runGateway();
  if (!complete.answered) throw new Error(`npm start does not answer:\n${complete.errors}`);
  console.log('npm start answers, with production dependencies alone');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
