import { once } from 'node:events';
import { createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { CreateUploadDocument, ImportFileDocument, WatchTaskDocument } from '../../examples/generated/graphql.ts';
import { DIALECTS } from '../../src/upstream/kie/wire/dialects.ts';
import { buyVocals } from '../support/buying.ts';
import type { GraphClient } from '../support/graph-client.ts';
import { openScene, type Scene } from '../support/scene.ts';

const MB = 1_000_000;

const urlOf = async (client: GraphClient, size: number, contentType = 'audio/wav'): Promise<string> => {
  const { createUpload } = await client.ask(CreateUploadDocument, {
    input: { fileName: 'take.wav', contentType, size },
  });
  expect(createUpload.userErrors).toEqual([]);
  return createUpload.upload?.putUrl ?? '';
};

const put = async (url: string, body: Buffer<ArrayBuffer>): Promise<{ status: number; url: string }> => {
  const response = await fetch(url, { method: 'PUT', body });
  const file = (await response.json()) as { url: string };
  return { status: response.status, url: file.url };
};

const wavOf = (size: number): Buffer<ArrayBuffer> => {
  const bytes = Buffer.alloc(size, 'abcdefgh');
  bytes.write('RIFF\0\0\0\0WAVEfmt ', 'latin1');
  return bytes;
};

const endOf = async (client: GraphClient, id: string) =>
  (await client.watch(WatchTaskDocument, { id }).end()).at(-1)?.taskUpdated;

it.each(DIALECTS)('an upload, and an import, can be sung over in the dialect %s', async (dialect) => {
  await using scene = await openScene({ dialect });
  const client = scene.client();
  const sample = Buffer.from(await (await fetch(scene.kie.sampleUrl)).arrayBuffer());
  const file = await put(await urlOf(client, sample.length, 'audio/mpeg'), sample);
  expect(file).toMatchObject({ status: 201, url: expect.stringContaining(`${scene.kie.url}/tempfile/`) });
  expect(Buffer.from(await (await fetch(file.url)).arrayBuffer()).equals(sample)).toBe(true);

  const imported = await client.ask(ImportFileDocument, { input: { url: scene.kie.sampleUrl } });
  expect(imported.importFile).toMatchObject({
    userErrors: [],
    file: { fileName: 'instrumental.mp3', size: sample.length, contentType: 'audio/mpeg' },
  });
  for (const uploadUrl of [file.url, imported.importFile.file?.url ?? '']) {
    const { id } = await buyVocals(client, scene.kie, { uploadUrl });
    expect(await endOf(client, id)).toMatchObject({ status: 'SUCCEEDED', error: null });
  }
  const keys = scene.kie.journal({ path: '/api/file-' }).map(({ sent }) => sent.headers['authorization']);
  expect(keys).toHaveLength(2);
  expect(scene.gateway().output()).not.toContain('e2e-key');
});

it('an upload URL stores one file, also over a restart', async () => {
  await using scene = await openScene();
  const url = await urlOf(scene.client(), 1_000);
  expect((await put(url, wavOf(1_000))).status).toBe(201);
  await scene.kill();
  await scene.restart();
  expect((await put(url, wavOf(1_000))).status).toBe(409);
  expect(scene.kie.journal({ path: '/api/file-' })).toHaveLength(1);
});

it('an upload is gone after a day, where the provider keeps it no longer: the song of it fails', async () => {
  await using scene = await openScene({ mock: { uploadLifeHours: 24, clock: { stopped: true } } });
  const client = scene.client();
  const file = await put(await urlOf(client, 1_000), wavOf(1_000));
  await scene.kie.clock.jump(25 * 3_600_000);
  const { id, charge } = await buyVocals(client, scene.kie, { uploadUrl: file.url });
  expect(charge).toBe('CHARGED');
  await scene.kie.clock.jump(10_000);
  expect(await endOf(client, id)).toMatchObject({ status: 'FAILED', error: { code: 'GENERATION_FAILED' } });
});

it('an import is refused for a private address, and for one that the provider cannot fetch', async () => {
  await using scene = await openScene({ env: { ALLOW_PRIVATE_URLS: '0' } });
  const client = scene.client();
  const refused = async (url: string) => (await client.ask(ImportFileDocument, { input: { url } })).importFile;
  for (const url of ['http://127.0.0.1/a.mp3', 'http://[::1]/a.mp3', 'http://router.local/a.mp3', 'ftp://a.example/']) {
    const userErrors = [{ code: 'INVALID_INPUT', field: ['input', 'url'] }];
    expect(await refused(url)).toMatchObject({ file: null, userErrors });
  }
  expect(scene.kie.journal()).toEqual([]);
  scene.kie.scenario('html-502', { on: 'upload', times: 1 });
  expect(await refused('https://media.example.com/a.mp3')).toMatchObject({
    file: null,
    userErrors: [{ code: 'UPSTREAM_UNAVAILABLE', retryable: true }],
  });
  expect(await refused('https://media.example.com/a.mp3')).toMatchObject({ file: { fileName: 'a.mp3' } });
});

/** A host that takes nothing until it is told to. */
const openHost = async () => {
  const gate = Promise.withResolvers<void>();
  const seen = { begun: 0, broken: 0, bytes: [] as number[] };
  const server = createServer(async (request, response) => {
    seen.begun += 1;
    // The server has a body that breaks off as an error, and no `end`.
    request.on('error', () => {
      seen.broken += 1;
    });
    await gate.promise;
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
    });
    request.on('end', () => {
      seen.bytes.push(size);
      const data = { downloadUrl: 'https://files.example.com/a.wav' };
      response.end(JSON.stringify({ success: true, code: 200, msg: 'ok', data }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    seen,
    take: gate.resolve,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
};

/** Memory of the gateway's process, in bytes. */
const memoryOf = async ({ origin }: Scene): Promise<number> => {
  const text = await (await fetch(`${origin}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]);
};

it('files of 30 MB are never held: the gateway waits for the host', async () => {
  await using host = await openHost();
  await using scene = await openScene({ env: { KIE_UPLOAD_URL: host.url, UPSTREAM_TIMEOUT_MS: '20000' } });
  const client = scene.client();
  const [bytes, before] = [wavOf(30 * MB), await memoryOf(scene)];
  const growth = async () => (await memoryOf(scene)) - before;
  const send = async () => (await put(await urlOf(client, bytes.length), bytes)).status;

  const files = [send(), send(), send()];
  await expect.poll(() => host.seen.begun).toBe(3);
  const held: number[] = [];
  // Until the memory is at rest: all buffers on the way are full.
  const isAtRest = async (): Promise<boolean> => {
    held.push(await growth());
    const [earlier = 0, later = MB] = held.slice(-2);
    return held.length > 5 && Math.abs(later - earlier) < MB / 4;
  };
  await expect.poll(isAtRest).toBe(true);
  // 20 MB were measured: the program text of the first upload, and buffers.
  expect(Math.max(...held)).toBeLessThan(45 * MB);

  host.take();
  expect(await Promise.all(files)).toEqual([201, 201, 201]);
  for (let each = 0; each < 7; each += 1) expect(await send()).toBe(201);
  // The forms around the files are small.
  expect(host.seen.bytes.map((size) => Math.floor(size / 1_000))).toEqual(Array.from({ length: 10 }, () => 30_000));
  // 90 MB were measured after 300 MB and after 700: buffers that wait for the garbage collector.
  expect(await growth()).toBeLessThan(150 * MB);
});

it('an upload that breaks off is cut off at the host, also when the gateway is told to stop', async () => {
  await using host = await openHost();
  await using scene = await openScene({ env: { KIE_UPLOAD_URL: host.url } });
  const client = scene.client();
  const size = 5 * MB;
  const begin = async () => {
    const request = sendRequest(await urlOf(client, size), { method: 'PUT', headers: { 'content-length': size } });
    request.on('error', () => undefined);
    request.write(wavOf(100_000));
    return request;
  };
  const broken = await begin();
  await expect.poll(() => host.seen.begun).toBe(1);
  host.take();
  broken.destroy();
  await expect.poll(() => host.seen.broken).toBe(1);

  await begin();
  await expect.poll(() => host.seen.begun).toBe(2);
  await scene.gateway().stop();
  await expect.poll(() => host.seen.broken).toBe(2);
  expect(host.seen.bytes).toEqual([]);
});
