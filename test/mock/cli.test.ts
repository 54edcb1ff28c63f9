import { expect, test } from 'vitest';
import { runCli } from '../../mock-server/cli/index.ts';
import { eventually } from '../support/eventually.ts';
import { NOBODY, startKie, startReceiver, VOCALS, vocals } from './support.ts';

/** A command line against a mock, in this process. */
const cli = async (mockUrl: string, ...words: string[]) => {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(words, mockUrl, { print: (line) => out.push(line), complain: (line) => err.push(line) });
  return { code, out: out.join('\n'), err: err.join('\n') };
};

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

test('listen prints the mock’s time on every line', async () => {
  const { buy, mock } = await startKie({ purchaseLimit: null });
  const lines: string[] = [];
  const listening = runCli(['listen'], mock.url, {
    print: (line) => lines.push(line),
    complain: (line) => lines.push(line),
  });
  await eventually(async () => {
    await buy(VOCALS, vocals());
    expect(lines.join('\n')).toMatch(/ledger .* task .* journal /s);
  });
  await mock.close();
  await listening;
  expect(lines.at(-1)).toBe('the mock has gone away');
  expect(lines.slice(1, -1).map((line) => line.slice(0, 9))).toEqual(Array(lines.length - 2).fill('00:00:00Z'));
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
  expect(set.out).toBe('rule-1: refused-455 on purchase of add-vocals, 2 left, until 00:10:00Z');
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
  // The same input at the same URL may be meant: printed, and no failure.
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

test('a refusal names the option, and where to look next', async () => {
  const { mock } = await startKie();
  const wrong = await cli(mock.url, 'trigger', 'separation.complete', '--to', 'nowhere');
  expect([wrong.code, wrong.err]).toEqual([1, '--to: Invalid URL']);
  const none = await cli(mock.url, 'resend', 'callback-9');
  expect(none.err).toBe('there is no callback callback-9; "npm run mock -- resend" lists the callbacks');
});

test('listen prints what is odd about a request', async () => {
  const { mock, post } = await startKie();
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  const listening = runCli(['listen'], mock.url, { print, complain: print });
  await eventually(async () => {
    await post('/api/v1/voice/validate', {});
    expect(lines.join('\n')).toContain('this mock does not imitate it');
  });
  await mock.close();
  await listening;
  expect(lines[1]).toMatch(
    /^00:00:00Z {2}journal {3}<- POST \/api\/v1\/voice\/validate: 404, code 404; .* does not imitate it$/,
  );
});
