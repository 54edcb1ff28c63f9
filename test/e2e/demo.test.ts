import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readMidiFile } from '../support/midi-reader.ts';

const DEMO = fileURLToPath(new URL('../../examples/demo/main.ts', import.meta.url));

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-'));
});

afterAll(() => rm(folder, { recursive: true }));

const runDemo = async (...args: string[]) => {
  const child = spawn(process.execPath, [DEMO, ...args], {
    cwd: folder,
    env: { ...process.env, MOCK_TIME_SCALE: '0' },
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, said };
};

it.each([
  ['kie', 'a WebSocket', []],
  ['sunoapi', 'server-sent events', ['--sse']],
])('ends well in the dialect %s, over %s', async (dialect, _transport, flags) => {
  const { code, said } = await runDemo('--dialect', dialect, '--out', dialect, ...flags);
  expect(code, said).toBe(0);
  // A mock in such a hurry may be through before anybody watches: only the ends are sure to be seen.
  for (const sign of ['SUCCEEDED  COMPLETE  2 tracks', 'SUCCEEDED  2 stems']) expect(said).toContain(sign);
  expect((await readdir(join(folder, dialect))).sort()).toEqual(['separate-vocal', 'split-stem']);
  expect((await readdir(join(folder, dialect, 'separate-vocal'))).sort()).toEqual(['instrumental.mp3', 'vocals.mp3']);
  expect((await readdir(join(folder, dialect, 'split-stem'))).length).toBeGreaterThan(2);
});

it.each([
  ['kie', 'a WebSocket', []],
  ['sunoapi', 'server-sent events', ['--sse']],
])('walks a whole song in the dialect %s, over %s', async (dialect, _transport, flags) => {
  const out = `${dialect}-song`;
  // Two stems are rendered sooner than twelve.
  const two = ['--type', 'SEPARATE_VOCAL'];
  const { code, said } = await runDemo('--walk', '--dialect', dialect, '--out', out, ...two, ...flags);
  expect(code, said).toBe(0);
  const steps = [
    'Writing lyrics: ',
    'Making "',
    'SUCCEEDED  COMPLETE  2 tracks',
    'Splitting "',
    'Writing down the notes',
  ];
  for (const sign of [...steps, 'Making a video', '6 files, 29.4 credits']) expect(said).toContain(sign);
  const files = await readdir(join(folder, out));
  expect(files.filter((name) => name.endsWith('.mp3')).length).toBe(4);
  expect(readMidiFile(await readFile(join(folder, out, 'notes.mid')))).not.toEqual([]);
  expect((await readFile(join(folder, out, 'video.mp4'))).toString('latin1', 4, 8)).toBe('ftyp');
});

it('says why nothing was bought, and fails', async () => {
  const { code, said } = await runDemo(
    '--dialect',
    'kie',
    '--instrumental',
    'http://me:secret@media.example.com/a.mp3',
  );
  expect(code).toBe(1);
  expect(said).toContain('INVALID_INPUT: uploadUrl must not carry credentials. (input.uploadUrl)');
});

it('says that nothing answers, and fails', async () => {
  const { code, said } = await runDemo('--url', 'http://127.0.0.1:9/graphql');
  expect(code).toBe(1);
  expect(said).toContain('Nothing answers at http://127.0.0.1:9/graphql.');
});

it('buys nothing when it could not save it', async () => {
  await writeFile(join(folder, 'taken'), '');
  const { code, said } = await runDemo('--out', 'taken');
  expect(code).toBe(1);
  expect(said).toMatch(/^\n--out must be a folder: EEXIST/);
});
