import { request as sendRequest } from 'node:http';
import { describe, expect, test } from 'vitest';
import { sendRaw } from '../support/raw-http.ts';
import { beginPut, codesIn, createUpload, MP3, openUploads, PNG, put, urlOf, wavOf } from '../support/uploading.ts';

describe('bytes that were not announced are refused, and nothing is kept', () => {
  const cases: [string, object, Buffer<ArrayBuffer>, unknown][] = [
    ['fewer', { size: 1_000 }, wavOf(999), [400, 'SIZE_MISMATCH']],
    ['more', { size: 1_000 }, wavOf(1_001), [400, 'SIZE_MISMATCH']],
    ['none', { size: 1_000 }, wavOf(0), [400, 'SIZE_MISMATCH']],
    ['a picture for a sound', { size: PNG.length }, PNG, [415, 'UNSUPPORTED_TYPE']],
    ['a sound for a picture', { size: MP3.length, contentType: 'image/png' }, MP3, [415, 'UNSUPPORTED_TYPE']],
    ['a page', { size: 15 }, Buffer.from('<!doctype html>'), [415, 'UNSUPPORTED_TYPE']],
    ['noise', { size: 9_000 }, Buffer.alloc(9_000, 'noise'), [415, 'UNSUPPORTED_TYPE']],
    ['a program', { size: 4 }, Buffer.from('\x7fELF', 'latin1'), [415, 'UNSUPPORTED_TYPE']],
  ];
  test.each(cases)('%s', async (_what, input, body, expected) => {
    await using gateway = await openUploads();
    expect(await codesIn(await put(await urlOf(gateway, input), body))).toEqual(expected);
    expect(gateway.host.stored).toEqual([]);
  });

  test('without a length', async () => {
    await using gateway = await openUploads();
    const body = new ReadableStream({
      start: (controller) => {
        controller.enqueue(wavOf(100_000));
        controller.close();
      },
    });
    const init: RequestInit & { duplex: 'half' } = { method: 'PUT', body, duplex: 'half' };
    expect(await codesIn(await fetch(await urlOf(gateway), init))).toEqual([411, 'LENGTH_REQUIRED']);
    expect(gateway.host.stored).toEqual([]);
  });

  test.each([
    ['an MP3 that is called another sound', MP3, 'audio/x-m4a', 'audio/mpeg', 'mp3'],
    ['a picture', PNG, 'image/png', 'image/png', 'png'],
    ['a sound in a container for films', Buffer.from('0000001866747970', 'hex'), 'audio/mp4', 'video/mp4', 'mp4'],
  ])('but %s is taken for what it is', async (_what, start, contentType, type, extension) => {
    await using gateway = await openUploads();
    const body = Buffer.concat([start, Buffer.from('isom'), Buffer.alloc(64)]);
    const response = await put(await urlOf(gateway, { contentType, size: body.length }), body);
    expect([response.status, await response.json()]).toMatchObject([201, { contentType: type }]);
    expect(gateway.host.stored).toMatchObject([
      { contentType: type, name: expect.stringMatching(new RegExp(`\\.${extension}$`)) },
    ]);
  });
});

test.each<[string, object, string]>([
  ['a size of nothing', { size: 0 }, 'size'],
  ['a size over the bound', { size: 10_000_001 }, 'size'],
  ['a type that is neither sound nor picture', { contentType: 'application/pdf' }, 'contentType'],
  ['a type that is none', { contentType: 'audio/' }, 'contentType'],
  ['a type with a line break', { contentType: 'audio/wav\r\nx: y' }, 'contentType'],
  ['a blank name', { fileName: ' ' }, 'fileName'],
  ['a name with a path', { fileName: '../a.wav' }, 'fileName'],
  ['a name with a line break', { fileName: 'a\nb.wav' }, 'fileName'],
  ['a long name', { fileName: `${'n'.repeat(256)}` }, 'fileName'],
])('createUpload refuses %s', async (_what, input, field) => {
  await using gateway = await openUploads();
  expect(await createUpload(gateway, input)).toMatchObject({
    upload: null,
    userErrors: [{ code: 'INVALID_INPUT', field: ['input', field] }],
  });
});

test('after a refusal the rest of the file is dropped, and the connection takes the next request', async () => {
  await using gateway = await openUploads();
  const size = 1_000_000;
  const { pathname, port, host } = new URL(await urlOf(gateway, { size }));
  const putOf = (path: string, connection: string): Buffer => {
    const head = `PUT ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${size}\r\nConnection: ${connection}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), Buffer.alloc(size, 'noise')]);
  };
  const requests = [putOf(pathname, 'keep-alive'), putOf(pathname, 'keep-alive'), putOf('/uploads/x', 'close')];
  const answers = await sendRaw(Number(port), Buffer.concat(requests));
  expect([...answers.matchAll(/"code":"(\w+)"/g)].map(([, code]) => code)).toEqual([
    'UNSUPPORTED_TYPE',
    'UNSUPPORTED_TYPE',
    'UNKNOWN_UPLOAD',
  ]);
});

describe('bounds', () => {
  test('of files that are on their way at once', async () => {
    await using gateway = await openUploads({ uploads: { limits: { perViewer: 1 } } });
    const { promise, resolve } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    gateway.host.before.call = () => {
      begin();
      return promise;
    };
    const first = put(await urlOf(gateway), wavOf(100_000));
    await begun;
    const response = await put(await urlOf(gateway), wavOf(100_000));
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await codesIn(response)).toEqual([429, 'QUOTA_EXCEEDED']);
    resolve();
    expect((await first).status).toBe(201);
    expect((await put(await urlOf(gateway), wavOf(100_000))).status).toBe(201);
  });

  test('of time: a file may take longer than another body', async () => {
    await using gateway = await openUploads({ http: { timeouts: { requestMs: 1_000, uploadMs: 120_000 } } });
    const url = await urlOf(gateway);
    const slow = sendRequest(url, { method: 'PUT', headers: { 'content-length': '100000' } });
    const answered = new Promise<number>((resolve, reject) => {
      slow.on('response', ({ statusCode = 0 }) => resolve(statusCode)).on('error', reject);
    });
    slow.write(wavOf(50_000));
    // Another body takes too long meanwhile.
    const other = sendRequest(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': '10' },
    });
    const late = new Promise<number>((resolve) => {
      other.on('response', ({ statusCode = 0 }) => resolve(statusCode)).on('error', () => resolve(0));
    });
    other.write('{');
    expect(await late).toBe(408);
    slow.end(wavOf(100_000).subarray(50_000));
    expect(await answered).toBe(201);
  });

  test('of time: a file that takes too long is given up', async () => {
    await using gateway = await openUploads({
      http: { timeouts: { headersMs: 1_000, requestMs: 1_000, uploadMs: 1_500 } },
    });
    const { ended } = beginPut(await urlOf(gateway), 100_000, wavOf(50_000));
    expect(await ended).toBe('408');
    expect(gateway.host.stored).toEqual([]);
  });
});

test('a shutdown lets a file end that is on its way, and takes no other', async () => {
  const gateway = await openUploads();
  const [url, other] = [await urlOf(gateway), await urlOf(gateway)];
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const { promise, resolve } = Promise.withResolvers<void>();
  gateway.host.before.call = () => {
    begin();
    return promise;
  };
  const first = put(url, wavOf(100_000));
  await begun;
  // Keeps the server listening: its end is spread over the grace period.
  const stream = await gateway.post(
    { query: 'subscription { tasksUpdated { cursor } }' },
    { accept: 'text/event-stream' },
  );
  const stream2 = await gateway.post(
    { query: 'subscription { tasksUpdated { cursor } }' },
    { accept: 'text/event-stream' },
  );
  const drained = gateway.server.drain(3_000);
  const refused = await put(other, wavOf(100_000));
  expect(await codesIn(refused)).toEqual([503, 'SHUTTING_DOWN']);
  resolve();
  expect((await first).status).toBe(201);
  await Promise.all([stream.text(), stream2.text(), drained]);
  expect(gateway.host.stored).toHaveLength(1);
});
