import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runCli } from '../../mock-server/cli/index.ts';
import { NOBODY, startKie, startReceiver, VOCALS, vocals } from './support.ts';

const MAIN = new URL('../../mock-server/main.ts', import.meta.url).pathname;

const run = (words: readonly string[], env: Record<string, string> = {}): ChildProcess => {
  const child = spawn(process.execPath, [MAIN, ...words], {
    env: { ...process.env, MOCK_PORT: '0', ...env },
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

/** A command line against a mock, in this process. */
const cli = async (mockUrl: string, ...words: string[]) => {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(words, mockUrl, { print: (line) => out.push(line), complain: (line) => err.push(line) });
  return { code, out: out.join('\n'), err: err.join('\n') };
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

test('the old name of the time scale is read, and a misspelt variable is told', async () => {
  const child = run([], { MOCK_SPEED: '20', MOCK_TIME_SCAEL: '3' });
  let warnings = '';
  child.stderr?.on('data', (chunk) => {
    warnings += String(chunk);
  });
  const [line] = await once(child.stdout ?? child, 'data');
  await vi.waitFor(() => expect(warnings.trim().split('\n')).toHaveLength(2));
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
  const url = await vi.waitFor(() => {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0];
    if (found === undefined) throw new Error('not up yet');
    return found;
  }, 10_000);
  onTestFinished(() => {
    const pid = Number(out.split('\n')[0]);
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself, as it should.
    }
  });
  child.kill('SIGTERM');
  await vi.waitFor(() => expect(fetch(url)).rejects.toThrow('fetch failed'), 10_000);
});

test('--help exits 0, an unknown command shows it and exits 2', async () => {
  const help = await finished(run(['--help']));
  expect([help.code, help.out]).toEqual([0, expect.stringContaining('Usage: npm run mock')]);
  const unknown = await finished(run(['tigger']));
  expect([unknown.code, unknown.out]).toEqual([2, '']);
  expect(unknown.err).toContain('did you mean "trigger"?');
  expect(unknown.err).toContain('Usage: npm run mock');
});

test('every command has its own help', async () => {
  for (const name of ['trigger', 'resend', 'scenarios', 'ledger', 'clock', 'listen']) {
    const { code, out } = await cli('http://127.0.0.1:9', name, '--help');
    expect([code, out]).toEqual([0, expect.stringContaining(`npm run mock -- ${name}`)]);
  }
});

test('without a mock it says how to get one', async () => {
  const { code, err } = await cli('http://127.0.0.1:9', 'ledger');
  expect([code, err]).toEqual([1, expect.stringContaining('npm run mock')]);
});

test('trigger sends a callback anywhere, resend sends it again', async () => {
  const { mock } = await startKie({ clock: {} });
  const receiver = await startReceiver();
  expect((await cli(mock.url, 'trigger')).out).toContain('add-vocals.first');
  const words = [
    'trigger',
    'separation.complete',
    '--to',
    receiver.url,
    '--task-id',
    'abc',
    '--set',
    'type=split_stem',
    '--scenario',
    'container-removal',
  ];
  expect(await cli(mock.url, ...words)).toMatchObject({
    code: 0,
    out: expect.stringContaining('callback-1: separation.complete of task abc: HTTP 200'),
  });
  expect((await receiver.until(1)).body.data).toMatchObject({
    task_id: 'abc',
    vocal_removal_info: { drums_url: expect.any(String) },
  });
  expect(await cli(mock.url, 'resend', '--task-id', 'abc')).toMatchObject({ code: 0, out: 'callback-1: HTTP 200' });
  await receiver.until(2);
  expect((await cli(mock.url, 'resend')).out).toMatch(/^callback-1 .* delivered +200, 200$/);

  receiver.answer = (response) => response.writeHead(404).end();
  expect(await cli(mock.url, ...words)).toMatchObject({
    code: 1,
    out: expect.stringMatching(/ of task abc: HTTP 404$/),
  });
  expect(await cli(mock.url, 'trigger', 'separation.complete', '--to', NOBODY)).toMatchObject({
    code: 1,
    out: expect.stringMatching(/: no answer: /),
  });
  expect(await cli(mock.url, 'resend', 'callback-1')).toMatchObject({ code: 1, out: 'callback-1: HTTP 404' });
});

test('trigger says that a stopped clock keeps the callback back', async () => {
  const { mock } = await startKie();
  const { code, out } = await cli(mock.url, 'trigger', 'separation.complete', '--to', NOBODY);
  expect([code, out]).toEqual([0, expect.stringMatching(/waits, for the clock is stopped$/)]);
});

test('listen tells the mock’s time on every line', async () => {
  const { buy, mock } = await startKie({ purchaseLimit: null });
  const lines: string[] = [];
  const listening = runCli(['listen'], mock.url, {
    print: (line) => lines.push(line),
    complain: (line) => lines.push(line),
  });
  await vi.waitFor(async () => {
    await buy(VOCALS, vocals());
    expect(lines.join('\n')).toMatch(/ledger .* task .* journal /s);
  }, 20_000);
  await mock.close();
  await listening;
  expect(lines.at(-1)).toBe('the mock has gone away');
  expect(lines.slice(1, -1).map((line) => line.slice(0, 8))).toEqual(Array(lines.length - 2).fill('00:00:00'));
});

test('scenarios are listed, set and cleared', async () => {
  const { mock, post } = await startKie();
  const set = await cli(
    mock.url,
    'scenarios',
    'set',
    '455',
    '--times',
    '2',
    '--for',
    '10m',
    '--operation',
    'add-vocals',
  );
  expect(set.out).toBe('rule-1: refused-455 on purchase of add-vocals, 2 left, until 00:10:00');
  expect((await post(VOCALS, vocals())).body.code).toBe(455);
  const list = await cli(mock.url, 'scenarios');
  expect(list.out).toContain('  callback-late=10000 ');
  expect(list.out).toContain('rule-1: refused-455 on purchase of add-vocals, 1 left');
  await cli(mock.url, 'scenarios', 'clear', 'rule-1');
  expect((await cli(mock.url, 'scenarios')).out).toMatch(/in force\n {2}none$/);
});

test('the ledger answers by its exit code whether all was charged once', async () => {
  const { buy, mock, post } = await startKie();
  expect((await cli(mock.url, 'ledger', '--once')).code).toBe(1);
  await buy(VOCALS, vocals());
  expect(await cli(mock.url, 'ledger', '--once')).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 charges, 0 refunds, 12 credits; balance 988'),
  });
  // The same input at the same URL may be meant: told, and no failure.
  await buy(VOCALS, vocals());
  const unclear = await cli(mock.url, 'ledger', '--once');
  expect([unclear.code, unclear.out]).toEqual([
    0,
    expect.stringContaining('same input 2 times: add-vocals for http://127.0.0.1:9/nobody'),
  ]);
  for (const _time of [1, 2]) await post(VOCALS, vocals(), { 'x-mock-purchase-key': 'order-1' });
  const { code, out } = await cli(mock.url, 'ledger', '--once');
  expect([code, out]).toEqual([1, expect.stringContaining('charged 2 times: add-vocals with the key order-1')]);
  expect(JSON.parse((await cli(mock.url, 'ledger', '--json', '--operation', 'separation')).out)).toMatchObject({
    charges: 0,
  });
});

test('the clock is read, stopped, stepped and jumped', async () => {
  const { buy, mock } = await startKie();
  const taskId = await buy(VOCALS, vocals({ title: '[mock:callback-lost]' }));
  expect((await cli(mock.url, 'clock')).out).toMatch(/^2026-01-01T00:00:00\.000Z, stopped\nto come\n.*text of /);
  expect((await cli(mock.url, 'clock', 'step', '2')).out).toContain(`first of ${taskId}`);
  expect((await cli(mock.url, 'clock', 'jump', '2h')).out).toMatch(/complete of .*\nnothing to come$/s);
  expect((await cli(mock.url, 'clock', 'start')).out).toContain('running');
});

const misused: readonly string[][] = [
  ['trigger', 'separation.complete'],
  ['trigger', 'separation.complete', '--to', 'http://127.0.0.1/', '--set', 'novalue'],
  ['scenarios', 'add', 'x'],
  ['scenarios', 'set', '455', '--times', 'often'],
  ['clock', 'jump', '3x'],
  ['clock', 'back'],
  ['ledger', '--colour'],
  ['ledger', 'separation'],
  ['clock', 'stop', 'extra'],
  ['clock', 'step', '2', '3'],
  ['scenarios', 'set', '455', '456'],
  ['resend', 'callback-1', '--task-id', 'abc'],
];

test.each(misused)('%s %s %s… is not understood: exit 2, with usage', async (...words) => {
  const { mock } = await startKie();
  const { code, err } = await cli(mock.url, ...words);
  expect([code, err]).toEqual([2, expect.stringContaining('Usage: npm run mock')]);
});

test('what the mock refuses is said in its words, exit 1', async () => {
  const { mock } = await startKie();
  const { code, err } = await cli(mock.url, 'scenarios', 'set', 'callback-lots');
  expect([code, err]).toEqual([1, 'there is no scenario "callback-lots"; did you mean "callback-lost"?']);
});
