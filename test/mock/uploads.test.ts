import { expect, test } from 'vitest';
import { createMockKie, type MockKieOptions } from '../../mock-server/index.ts';

const DAY_MS = 86_400_000;
const KEY = { authorization: 'Bearer key' };

interface Said {
  readonly success: boolean;
  readonly code: number;
  readonly msg: string;
  readonly data: {
    readonly fileName: string;
    readonly filePath: string;
    readonly downloadUrl: string;
    readonly fileSize: number;
    readonly mimeType: string;
    readonly uploadedAt: string;
    /** Of a purchase. */
    readonly taskId: string;
  };
}

const startHost = async (options: MockKieOptions = {}) => {
  const kie = await createMockKie({ clock: { stopped: true }, ...options });
  const call = async (path: string, init: RequestInit): Promise<{ status: number; body: Said }> => {
    const response = await fetch(kie.url + path, { method: 'POST', ...init, headers: { ...KEY, ...init.headers } });
    return { status: response.status, body: (await response.json()) as Said };
  };
  const post = (path: string, body: object) =>
    call(path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  const stream = (bytes: Uint8Array<ArrayBuffer>, fields: Record<string, string>, name = 'take.mp3') => {
    const form = new FormData();
    for (const [field, text] of Object.entries(fields)) form.set(field, text);
    form.set('file', new File([bytes], name, { type: 'audio/mpeg' }));
    return call('/api/file-stream-upload', { body: form });
  };
  const buy = async (uploadUrl: string): Promise<string> => {
    const song = { prompt: 'Sing', title: 'Ferry', style: 'folk', negativeTags: 'metal', model: 'V5' };
    const { body } = await post('/api/v1/generate/add-vocals', {
      ...song,
      uploadUrl,
      callBackUrl: `${kie.url}/__mock/inbox/a`,
    });
    return body.data.taskId;
  };
  const songOf = async (taskId: string): Promise<{ status: string; durations: number[] }> => {
    await kie.clock.jump(60_000);
    const response = await fetch(`${kie.url}/api/v1/generate/record-info?taskId=${taskId}`, { headers: KEY });
    const { data } = (await response.json()) as {
      data: { status: string; response: { sunoData: { duration: number }[] } | null };
    };
    return { status: data.status, durations: (data.response?.sunoData ?? []).map(({ duration }) => duration) };
  };
  return { kie, call, post, stream, buy, songOf, [Symbol.asyncDispose]: () => kie.close() };
};

/** Every byte there is, twice. */
const BYTES = Uint8Array.from({ length: 512 }, (_, index) => index % 256);

test('a stream is kept byte for byte, under the name that was asked for', async () => {
  await using host = await startHost();
  const { status, body } = await host.stream(BYTES, { uploadPath: 'audio/takes', fileName: 'first take.mp3' });
  expect([status, body]).toEqual([
    200,
    {
      success: true,
      code: 200,
      msg: 'File uploaded successfully',
      data: {
        success: true,
        fileName: 'first take.mp3',
        filePath: 'kieai/100001/audio/takes/first take.mp3',
        downloadUrl: `${host.kie.url}/tempfile/kieai/100001/audio/takes/first%20take.mp3`,
        fileSize: 512,
        mimeType: 'audio/mpeg',
        uploadedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    },
  ]);
  const file = await fetch(body.data.downloadUrl);
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(BYTES);
  const part = await fetch(body.data.downloadUrl, { headers: { range: 'bytes=10-12' } });
  expect([part.status, ...new Uint8Array(await part.arrayBuffer())]).toEqual([206, 10, 11, 12]);
});

test('a name is made up where none is given, as on the wire, and the next is another', async () => {
  await using host = await startHost();
  const names = [];
  for (let each = 0; each < 2; each += 1) {
    names.push((await host.stream(BYTES, { uploadPath: 'a' }, 'x.WAV')).body.data.fileName);
  }
  for (const name of names) expect(name).toMatch(/^\d{13}-[\da-z]{11}\.wav$/);
  expect(new Set(names).size).toBe(2);
});

test('the same name replaces the file, and the journal says so', async () => {
  await using host = await startHost();
  await host.stream(BYTES, { uploadPath: 'a', fileName: 'x.mp3' });
  const { body } = await host.stream(BYTES.slice(0, 3), { uploadPath: 'a', fileName: 'x.mp3' });
  expect((await (await fetch(body.data.downloadUrl)).arrayBuffer()).byteLength).toBe(3);
  expect(host.kie.journal({ noted: true }).flatMap(({ notes }) => notes)).toEqual([
    'x.mp3 was there already, and is replaced',
  ]);
});

test('base64 is taken raw and as a data URL', async () => {
  await using host = await startHost();
  const base64Data = Buffer.from(BYTES).toString('base64');
  for (const given of [base64Data, `data:audio/wav;base64,${base64Data}`]) {
    const { body } = await host.post('/api/file-base64-upload', { base64Data: given, uploadPath: 'a' });
    expect(new Uint8Array(await (await fetch(body.data.downloadUrl)).arrayBuffer())).toEqual(BYTES);
  }
});

test('a file lives three days', async () => {
  await using host = await startHost();
  const { downloadUrl } = (await host.stream(BYTES, { uploadPath: 'a' })).body.data;
  await host.kie.clock.jump(3 * DAY_MS - 1_000);
  expect((await fetch(downloadUrl)).status).toBe(200);
  await host.kie.clock.jump(2_000);
  expect((await fetch(downloadUrl)).status).toBe(404);
});

test('a file lives one day, where the newest page is right', async () => {
  await using host = await startHost({ uploadLifeHours: 24 });
  const { downloadUrl } = (await host.stream(BYTES, { uploadPath: 'a' })).body.data;
  await host.kie.clock.jump(DAY_MS - 1_000);
  expect((await fetch(downloadUrl)).status).toBe(200);
  await host.kie.clock.jump(2_000);
  expect((await fetch(downloadUrl)).status).toBe(404);
});

test.each<[string, string, object, number]>([
  ['no path', '/api/file-url-upload', { fileUrl: 'https://a.example/x.mp3' }, 400],
  ['no URL', '/api/file-url-upload', { uploadPath: 'a' }, 400],
  ['no data', '/api/file-base64-upload', { uploadPath: 'a' }, 400],
  ['URL-safe letters', '/api/file-base64-upload', { uploadPath: 'a', base64Data: '_-__' }, 400],
  ['no form', '/api/file-stream-upload', {}, 400],
])('%s is refused by the status', async (_what, path, body, status) => {
  await using host = await startHost();
  const answer = await host.post(path, body);
  expect(answer).toEqual({ status, body: { success: false, code: status, msg: expect.any(String) } });
});

test('a wrong key and a wrong method are refused by the status', async () => {
  await using host = await startHost({ apiKey: 'right' });
  const said = (code: number) => ({ status: code, body: { success: false, code, msg: expect.any(String) } });
  expect(await host.post('/api/file-url-upload', {})).toEqual(said(401));
  expect(await host.call('/api/file-url-upload', { method: 'GET' })).toEqual(said(405));
});

test('a scenario can be about uploads', async () => {
  await using host = await startHost();
  host.kie.scenario('html-502', { on: 'upload', times: 1 });
  const refused = await fetch(`${host.kie.url}/api/file-url-upload`, { method: 'POST', headers: KEY });
  expect(refused.status).toBe(502);
  expect((await host.stream(BYTES, { uploadPath: 'a' })).status).toBe(200);
});

test('an upload can be sung over, as long as it lasts', async () => {
  await using host = await startHost();
  const sample = new Uint8Array(await (await fetch(host.kie.sampleUrl)).arrayBuffer());
  const { downloadUrl } = (await host.stream(sample, { uploadPath: 'a', fileName: 'b.mp3' })).body.data;
  const sung = await host.songOf(await host.buy(downloadUrl));
  expect(sung.status).toBe('SUCCESS');
  for (const seconds of sung.durations) expect(seconds).toBeCloseTo(20, 0);
});

test('an upload that is no sound, and one that is gone, make the song fail', async () => {
  await using host = await startHost();
  const { downloadUrl } = (await host.stream(BYTES, { uploadPath: 'a' })).body.data;
  expect((await host.songOf(await host.buy(downloadUrl))).status).not.toBe('SUCCESS');
  const gone = `${host.kie.url}/tempfile/kieai/100001/a/gone.mp3`;
  expect((await host.songOf(await host.buy(gone))).status).not.toBe('SUCCESS');
});

test('a file of the mock is fetched by its URL, and stays the song that it is', async () => {
  await using host = await startHost();
  const { status, body } = await host.post('/api/file-url-upload', { fileUrl: host.kie.sampleUrl, uploadPath: 'a' });
  expect([status, body.data.fileName]).toEqual([200, expect.stringMatching(/\.mp3$/)]);
  const bytes = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
  const file = await bytes(body.data.downloadUrl);
  expect(file.equals(await bytes(host.kie.sampleUrl))).toBe(true);
  expect(body.data.fileSize).toBe(file.length);
  expect((await host.songOf(await host.buy(body.data.downloadUrl))).status).toBe('SUCCESS');
});

test('a file that is not there cannot be fetched, and the world is not asked', async () => {
  await using host = await startHost();
  const missing = { fileUrl: `${host.kie.url}/tempfile/none.mp3`, uploadPath: 'a' };
  expect((await host.post('/api/file-url-upload', missing)).status).toBe(400);
  const closed = { fileUrl: 'http://127.0.0.1:1/a.mp3', uploadPath: 'a' };
  expect((await host.post('/api/file-url-upload', closed)).status).toBe(400);
  const far = { fileUrl: 'https://media.invalid/a.mp3', uploadPath: 'a' };
  expect((await host.post('/api/file-url-upload', far)).status).toBe(200);
});
