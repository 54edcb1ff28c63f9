import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { save } from '../../examples/demo/save.ts';

let folder = '';
let origin = '';

/** Serves `/whole.mp3`, `/empty.mp3`, `/short.mp3`, which breaks off, and `/mine.mid` to who has credentials. */
const server = createServer(({ url, headers }, response) => {
  if (url === '/whole.mp3') response.end('music');
  else if (url === '/mine.mid') response.writeHead(headers.authorization ? 200 : 401).end('notes');
  else if (url === '/empty.mp3') response.end();
  else if (url === '/short.mp3')
    response.writeHead(200, { 'content-length': '9' }).write('mu', () => response.destroy());
  else response.writeHead(410).end();
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stems-'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`;
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const stem = (label: string, path: string) =>
  ({ kind: 'OTHER', label, url: `${origin}${path}`, duration: null }) as const;

it('saves each stem under its own name, whatever the provider calls it', async () => {
  const labels = ['Vocals', 'Backing Vocals', '../../etc/passwd', '🥁', 'Vocals'];
  const saved = await save(
    labels.map((label) => stem(label, '/whole.mp3')),
    join(folder, 'whole'),
  );
  const names = ['vocals.mp3', 'backing-vocals.mp3', 'etc-passwd.mp3', 'file.mp3', 'vocals-2.mp3'];
  expect(saved.map(({ file }) => file)).toEqual(names.map((name) => join(folder, 'whole', name)));
  expect((await readdir(join(folder, 'whole'))).sort()).toEqual(names.sort());
  expect(await readFile(saved[0]?.file ?? '', 'utf8')).toBe('music');
});

it('shows its credentials where a file wants them', async () => {
  const notes = { label: 'Notes', url: `${origin}/mine.mid` };
  const mine = { ...notes, headers: { authorization: 'Bearer key' } };
  expect(await save([mine], join(folder, 'mine'))).toMatchObject([{ bytes: 5 }]);
  await expect(save([notes], join(folder, 'mine'))).rejects.toThrow('HTTP 401');
});

it.each([
  ['empty', '/empty.mp3', /"Vocals" cannot be saved: the file is empty/],
  ['cut short', '/short.mp3', /"Vocals" cannot be saved/],
  ['gone', '/gone.mp3', /"Vocals" cannot be saved: HTTP 410/],
])('does not take a file that is %s', async (_what, path, message) => {
  await expect(save([stem('Vocals', path)], join(folder, 'broken'))).rejects.toThrow(message);
  expect(await readdir(join(folder, 'broken'))).toEqual([]);
});
