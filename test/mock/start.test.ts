import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { COMPILE_CACHE } from '../support/processes.ts';
import { startKie, VOCALS, vocals } from './support.ts';

const MAIN = new URL('../../mock-server/main.ts', import.meta.url).pathname;

const run = (words: readonly string[], env: Record<string, string> = {}): ChildProcess => {
  const child = spawn(process.execPath, [MAIN, ...words], {
    env: { ...process.env, MOCK_PORT: '0', NODE_COMPILE_CACHE: COMPILE_CACHE, ...env },
    stdio: 'pipe',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
};

const textOf = async (stream: NodeJS.ReadableStream | null): Promise<string> => {
  let text = '';
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
};

/** Runs a process to its end. */
const finished = async (child: ChildProcess) => {
  const [[code], out, err] = await Promise.all([once(child, 'exit'), textOf(child.stdout), textOf(child.stderr)]);
  return { code: code as number | null, out, err };
};

test.each(['SIGTERM', 'SIGINT'] as const)('starts by itself, says where, and leaves with 0 on %s', async (signal) => {
  const child = run([], {
    MOCK_API_KEY: 'canary-key',
    MOCK_HMAC_KEY: 'canary-hmac',
    MOCK_CREDITS: '7.5',
    MOCK_SEED: 's',
  });
  const [line] = await once(child.stdout ?? child, 'data');
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0] ?? '';
  expect(String(line)).not.toMatch(/canary/);
  const credits = await fetch(`${url}/api/v1/chat/credit`, { headers: { authorization: 'Bearer canary-key' } });
  expect(await credits.json()).toEqual({ code: 200, msg: 'success', data: 7.5 });
  // A call that hangs does not keep it.
  await fetch(`${url}/__mock/scenarios`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scenario: 'hang-before-charge' }),
  });
  const hanging = fetch(url + VOCALS, { method: 'POST', body: '{}' }).catch(() => 'cut off');
  child.kill(signal);
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(await hanging).toBe('cut off');
});

test('a bad environment is one message with every variable, no secret, exit 1', async () => {
  const env = {
    MOCK_PORT: 'x',
    MOCK_DIALECT: 'latin',
    MOCK_TIME_SCALE: '-1',
    MOCK_CREDITS: 'many',
    MOCK_API_KEY: 'canary',
  };
  const { code, err } = await finished(run([], env));
  expect(code).toBe(1);
  for (const name of ['MOCK_PORT', 'MOCK_DIALECT', 'MOCK_TIME_SCALE', 'MOCK_CREDITS']) expect(err).toContain(name);
  expect(err).not.toMatch(/canary|\n\s+at /);
});

test('a port in use is said in one line, exit 1', async () => {
  const { mock } = await startKie();
  const { code, err } = await finished(run([], { MOCK_PORT: String(mock.port) }));
  expect([code, err.trim().split('\n')]).toEqual([1, [expect.stringMatching(/EADDRINUSE.*MOCK_PORT/)]]);
});

test('the old name of the time scale is read, and a misspelt variable is named', async () => {
  const child = run([], { MOCK_SPEED: '20', MOCK_TIME_SCAEL: '3' });
  let warnings = '';
  child.stderr?.on('data', (chunk) => {
    warnings += String(chunk);
  });
  const [line] = await once(child.stdout ?? child, 'data');
  await eventually(() => expect(warnings.trim().split('\n')).toHaveLength(2));
  expect(warnings.trim().split('\n')).toEqual([
    'MOCK_SPEED is the old name of MOCK_TIME_SCALE; it still works, please rename it',
    'MOCK_TIME_SCAEL is no variable of the mock, and is ignored; did you mean MOCK_TIME_SCALE?',
  ]);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0] ?? '';
  expect(await (await fetch(`${url}/__mock/settings`)).json()).toMatchObject({ timeScale: 20 });
});

test('a command reaches a mock on an IPv6 host', async () => {
  const { mock } = await startKie({ host: '::1' });
  const { code, err } = await finished(run(['ledger'], { MOCK_HOST: '::1', MOCK_PORT: String(mock.port) }));
  expect([code, err]).toEqual([0, '']);
});

test('killed under npm, it frees its port', async () => {
  // npm starts a shell that starts node; the signal ends the shell only, as dash does it.
  const child = spawn('sh', ['-c', `node "${MAIN}" & echo $!; wait`], {
    env: { ...process.env, MOCK_PORT: '0', npm_lifecycle_event: 'mock' },
    stdio: 'pipe',
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  const url = await eventually(() => {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0];
    if (found === undefined) throw new Error('not up yet');
    return found;
  });
  onTestFinished(() => {
    const pid = Number(out.split('\n')[0]);
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself, as it should.
    }
  });
  child.kill('SIGTERM');
  await eventually(() => expect(fetch(url)).rejects.toThrow('fetch failed'));
});

test('--help exits 0, an unknown command shows it and exits 2', async () => {
  const help = await finished(run(['--help']));
  expect([help.code, help.out]).toEqual([0, expect.stringContaining('Usage: npm run mock')]);
  const unknown = await finished(run(['tigger']));
  expect([unknown.code, unknown.out]).toEqual([2, '']);
  expect(unknown.err).toContain('did you mean "trigger"?');
  expect(unknown.err).toContain('Usage: npm run mock');
});

test('a running mock prints its requests and near misses, as far as it is asked to', async () => {
  const printed = async (words: readonly string[], env: Record<string, string> = {}) => {
    const child = run(words, env);
    let out = '';
    child.stdout?.on('data', (chunk) => {
      out += String(chunk);
    });
    const url = await eventually(() => /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0] ?? expect.fail('not up yet'));
    const key = { authorization: 'Bearer k' };
    await fetch(`${url}/api/v1/chat/credit`, { headers: key });
    await fetch(`${url}/api/v1/chat/credits`, { headers: key });
    await fetch(`${url}${VOCALS}`, { method: 'POST', headers: key, body: JSON.stringify(vocals({ tempo: 1 })) });
    const settings = (await (await fetch(`${url}/__mock/ledger`)).json()) as { charges: number };
    child.kill('SIGTERM');
    await once(child, 'exit');
    return { lines: out.trim().split('\n').slice(1), charges: settings.charges };
  };
  const [all, notes, quiet] = await Promise.all([
    printed([]),
    printed(['--strict'], { MOCK_LOG: 'notes' }),
    printed(['--quiet']),
  ]);
  expect(all?.lines.slice(0, 3).map((line) => line.slice(21))).toEqual([
    '<- GET /api/v1/chat/credit: 200, code 200',
    '<- GET /api/v1/chat/credits: 404, code 404; near miss: did you mean /api/v1/chat/credit?',
    `<- POST ${VOCALS}: 200, code 200; unknown field "tempo" is ignored`,
  ]);
  expect(notes?.lines.map((line) => line.slice(21, 30))).toEqual(['<- GET /a', '<- POST /']);
  expect(quiet?.lines).toEqual([]);
  expect([all?.charges, notes?.charges]).toEqual([1, 0]);
});

test('a strict start refuses variables that are none', async () => {
  const { code, err } = await finished(run(['--strict'], { MOCK_CREDIT: '5' }));
  expect([code, err.trim().split('\n').at(-1)]).toEqual([1, 'strict: unknown variables: MOCK_CREDIT']);
});
