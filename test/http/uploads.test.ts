import { describe, expect, test } from 'vitest';
import type { UsedUploads } from '../../src/domain/ports/used-uploads.ts';
import { RefusedError, StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import { refusal } from '../../src/domain/tasks/lifecycle/refusal.ts';
import { ORIGIN } from '../support/gateway.ts';
import { beginPut, codesIn, createUpload, MINUTES, MP3, openUploads, put, urlOf, wavOf } from '../support/uploading.ts';

test('a file is passed on to the host, as it is', async () => {
  await using gateway = await openUploads();
  const { upload, userErrors } = await createUpload(gateway);
  expect(userErrors).toEqual([]);
  expect(upload?.putUrl).toMatch(new RegExp(`^${gateway.origin}/uploads/[\\w-]+\\.[\\w-]{43}$`));
  expect(Date.parse(upload?.expiresAt ?? '')).toBe(gateway.domain.clock.now() + 15 * MINUTES);
  const bytes = wavOf(100_000);
  const response = await put(upload?.putUrl ?? '', bytes);
  expect(response.status).toBe(201);
  const [stored] = gateway.host.stored;
  expect(await response.json()).toEqual({
    url: `https://files.example.com/stemgate/${stored?.name}`,
    fileName: 'take 1.wav',
    size: 100_000,
    contentType: 'audio/wav',
    expiresAt: new Date(gateway.domain.clock.now() + 24 * 60 * MINUTES).toISOString(),
  });
  expect(stored).toMatchObject({ name: expect.stringMatching(/^[\da-f-]{36}\.wav$/), contentType: 'audio/wav' });
  expect(stored?.bytes.equals(bytes)).toBe(true);
});

test('is counted under a name of its own, and the log does not have the token', async () => {
  await using gateway = await openUploads();
  const url = await urlOf(gateway);
  expect((await put(url, wavOf(100_000))).status).toBe(201);
  await expect.poll(() => gateway.logText()).toContain('/uploads/:token');
  expect(gateway.logText()).not.toContain(url.split('/').at(-1));
  expect(await gateway.metrics.read()).toContain('stemgate_http_requests_total{route="uploads",status="201"} 1');
});

describe('one URL stores one file', () => {
  test('a second one is refused', async () => {
    await using gateway = await openUploads();
    const url = await urlOf(gateway);
    expect((await put(url, wavOf(100_000))).status).toBe(201);
    expect(await codesIn(await put(url, wavOf(100_000)))).toEqual([409, 'UPLOAD_USED']);
    expect(gateway.host.stored).toHaveLength(1);
  });

  test('a second one at the same time is refused', async () => {
    await using gateway = await openUploads();
    const url = await urlOf(gateway);
    const { promise, resolve } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    gateway.host.before.call = () => {
      begin();
      return promise;
    };
    const first = put(url, wavOf(100_000));
    await begun;
    expect(await codesIn(await put(url, wavOf(100_000)))).toEqual([409, 'UPLOAD_IN_PROGRESS']);
    resolve();
    expect((await first).status).toBe(201);
    expect(gateway.host.stored).toHaveLength(1);
  });

  test('one that came to nothing can be tried again', async () => {
    await using gateway = await openUploads();
    const url = await urlOf(gateway);
    gateway.host.before.call = () => {
      throw new RefusedError([refusal('UPSTREAM_UNAVAILABLE', 'down', { retryable: true })]);
    };
    expect(await codesIn(await put(url, wavOf(100_000)))).toEqual([503, 'UPSTREAM_UNAVAILABLE']);
    gateway.host.before.call = async () => undefined;
    expect((await put(url, wavOf(100_000))).status).toBe(201);
  });

  test('a second one is refused by another node, too', async () => {
    await using gateway = await openUploads();
    const { usedUploads: used } = gateway.domain.store;
    await using other = await openUploads({ uploads: { used } });
    const url = await urlOf(gateway);
    const there = url.replace(gateway.origin, other.origin);
    expect((await put(url, wavOf(100_000))).status).toBe(201);
    expect(await codesIn(await put(there, wavOf(100_000)))).toEqual([409, 'UPLOAD_USED']);
    const both = await urlOf(gateway);
    const codes = [both, both.replace(gateway.origin, other.origin)].map(async (each) => {
      const { status } = await put(each, wavOf(100_000));
      return status;
    });
    expect((await Promise.all(codes)).toSorted()).toEqual([201, 409]);
    expect(gateway.host.stored.length + other.host.stored.length).toBe(2);
  });

  test('none is taken while the store takes nothing', async () => {
    const used: UsedUploads = {
      use: () => Promise.reject(new StoreUnavailableError('locked')),
      free: () => Promise.resolve(),
    };
    await using gateway = await openUploads({ uploads: { used } });
    expect(await codesIn(await put(await urlOf(gateway), wavOf(100_000)))).toEqual([503, 'STORE_UNAVAILABLE']);
    expect(gateway.host.stored).toEqual([]);
  });

  test('it is refused after its time', async () => {
    await using gateway = await openUploads();
    const url = await urlOf(gateway);
    await gateway.domain.clock.advance(15 * MINUTES);
    expect(await codesIn(await put(url, wavOf(100_000)))).toEqual([410, 'UPLOAD_EXPIRED']);
    expect(gateway.host.stored).toEqual([]);
  });

  test('an upload that is used stays so as long as its URL is valid', async () => {
    await using gateway = await openUploads();
    const url = await urlOf(gateway);
    await gateway.domain.clock.advance(MINUTES);
    expect((await put(url, wavOf(100_000))).status).toBe(201);
    await gateway.domain.clock.advance(13 * MINUTES);
    await put(await urlOf(gateway), wavOf(100_000));
    expect(await codesIn(await put(url, wavOf(100_000)))).toEqual([409, 'UPLOAD_USED']);
  });

  test('a forged one is an unknown one', async () => {
    await using gateway = await openUploads();
    const url = await urlOf(gateway);
    const forged = [`${url.slice(0, -2)}AA`, `${gateway.origin}/uploads/x`, url.replace('/uploads/', '/uploads/A')];
    for (const each of forged) expect(await codesIn(await put(each, MP3))).toEqual([404, 'UNKNOWN_UPLOAD']);
    expect(gateway.host.stored).toEqual([]);
  });
});

test('an upload that breaks off leaves nothing, and its URL can be used', async () => {
  await using gateway = await openUploads();
  const url = await urlOf(gateway);
  const { ended, end } = beginPut(url, 100_000, wavOf(50_000));
  const { promise: begun, resolve } = Promise.withResolvers<void>();
  gateway.host.before.call = async () => resolve();
  await begun;
  end();
  expect(await ended).toBe('broken');
  await expect.poll(() => gateway.metrics.read()).toContain('{route="uploads",status="499"} 1');
  expect(gateway.host.stored).toEqual([]);
  expect((await put(url, wavOf(100_000))).status).toBe(201);
});

describe('pages', () => {
  test('of an allowed origin may PUT', async () => {
    await using gateway = await openUploads();
    const url = await urlOf(gateway);
    const headers = { origin: ORIGIN, 'access-control-request-method': 'PUT' };
    const preflight = await fetch(url, { method: 'OPTIONS', headers });
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'PUT']);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    const response = await put(url, wavOf(100_000), { origin: ORIGIN });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([201, ORIGIN]);
  });

  test('of a foreign origin may not, whatever the token is', async () => {
    await using gateway = await openUploads();
    const url = await urlOf(gateway);
    const origin = 'https://evil.example';
    const preflight = await fetch(url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    const response = await put(url, wavOf(100_000), { origin });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await codesIn(response)).toEqual([403, 'FORBIDDEN_ORIGIN']);
    expect(gateway.host.stored).toEqual([]);
  });
});

test.each(['GET', 'POST', 'DELETE'])('%s is not taken', async (method) => {
  await using gateway = await openUploads();
  const response = await fetch(await urlOf(gateway), { method });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'PUT']);
});

test('the name of a viewer is not in the URL', async () => {
  await using gateway = await openUploads();
  const url = await urlOf(gateway);
  const [payload = ''] = url.split('/').at(-1)?.split('.') ?? [];
  expect(Buffer.from(payload, 'base64url').toString()).not.toContain('anonymous');
});
