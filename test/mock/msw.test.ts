import { existsSync, readFileSync } from 'node:fs';
import { setupServer } from 'msw/node';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createPortlessKie, kieHandlers } from '../../mock-server/msw.ts';
import { eventually } from '../support/eventually.ts';
import { type Envelope, SEPARATION, SEPARATION_RECORD, VOCALS, vocals } from './support.ts';

const BASE = 'https://api.kie.ai';

/** The provider's own address, answered without a port; callbacks are handed to `hear`. */
const portless = (hear: (request: Request) => Promise<Response> = async () => new Response('ok')) => {
  const kie = createPortlessKie({ seed: 'msw', clock: { startAt: 0, stopped: true } }, { send: hear });
  const server = setupServer(...kieHandlers(kie));
  server.listen({ onUnhandledFrame: 'error' });
  onTestFinished(() => {
    server.close();
    kie.stop();
  });
  const call = async (path: string, body?: unknown): Promise<Envelope> => {
    const headers = { authorization: 'Bearer k' };
    const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) };
    return (await fetch(BASE + path, init)).json() as Promise<Envelope>;
  };
  return { kie, call };
};

test('the same core answers at the provider’s own address, and attempts callbacks without a network', async () => {
  const heard: Envelope[] = [];
  const { kie, call } = portless(async (request) => {
    heard.push((await request.json()) as Envelope);
    return new Response('ok');
  });
  const audioUrl = `${BASE}/media/sample/instrumental.mp3`;
  const { data } = await call(SEPARATION, { audioUrl, callBackUrl: 'https://app.example.com/hook' });
  await kie.clock.jump(10_000);
  expect(heard.map(({ data: told }) => told.task_id)).toEqual([data.taskId]);
  const record = await call(`${SEPARATION_RECORD}?taskId=${data.taskId}`);
  const { vocalUrl } = record.data.response;
  expect(vocalUrl).toMatch(/^https:\/\/api\.kie\.ai\/media\/s\//);
  const file = await fetch(String(vocalUrl));
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
  // Silence, and as long as the sample: frames of 26 ms and 417 bytes.
  expect((await file.arrayBuffer()).byteLength).toBe(Math.ceil((20 * 44_100) / 1152) * 417);
});

test('the admin API is there too', async () => {
  const { call } = portless();
  expect(await call('/__mock/scenarios', { scenario: '455', times: 1 })).toMatchObject({ on: 'purchase', left: 1 });
  expect((await call(VOCALS, vocals())).code).toBe(455);
});

test('a broken connection is a network error', async () => {
  const { kie, call } = portless();
  kie.scenario('reset-after-charge', { times: 1 });
  await expect(call(VOCALS, vocals())).rejects.toThrow(TypeError);
  kie.scenario('half-answer', { times: 1 });
  await expect(call(VOCALS, vocals())).rejects.toThrow();
  expect(kie.ledger()).toHaveLength(2);
});

test('a call that hangs ends when its own caller aborts it, and not before', async () => {
  const { kie } = portless();
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  kie.scenario('hang-before-charge', { times: 1 });
  const leave = new AbortController();
  const headers = { authorization: 'Bearer k' };
  const answer = fetch(BASE + VOCALS, { method: 'POST', headers, body: '{}', signal: leave.signal });
  await eventually(() => expect(kie.journal()).toMatchObject([{ ending: { kind: 'hang' } }]));
  leave.abort();
  await expect(answer).rejects.toThrow('aborted');
  // What msw has to say, it says before it answers the next call.
  await fetch(`${BASE}/api/v1/chat/credit`, { headers });
  expect(told).not.toHaveBeenCalled();
});

test('a key without a way to sign is said, not ignored', async () => {
  const kie = createPortlessKie({ hmacKey: 'k', clock: { stopped: true } }, { send: async () => new Response('ok') });
  const body = JSON.stringify({ audioUrl: 'https://files.example.com/a.mp3', callBackUrl: 'https://app.example.com/' });
  await kie.fetch(new Request(BASE + SEPARATION, { method: 'POST', headers: { authorization: 'Bearer k' }, body }));
  await kie.clock.jump(4_000);
  expect(kie.journal({ kind: 'callback' })[0]?.ending.error).toContain('no way to sign');
});

/** Files that a module loads, itself included; type-only imports do not load anything. */
const loads = (file: URL, seen = new Set<string>()): Set<string> => {
  if (seen.has(file.href)) return seen;
  seen.add(file.href);
  const source = readFileSync(file, 'utf8');
  for (const [, clause = '', specifier = ''] of source.matchAll(/^(?:import|export)\s+(.*?)\s+from '([^']+)'/gms)) {
    if (clause.startsWith('type ')) continue;
    const target = new URL(specifier, file);
    if (specifier.startsWith('.')) {
      expect(existsSync(target), `${specifier} of ${file.pathname}`).toBe(true);
      loads(target, seen);
    } else seen.add(specifier);
  }
  return seen;
};

test('it needs nothing of Node, so that a browser can have it', () => {
  const loaded = [...loads(new URL('../../mock-server/msw.ts', import.meta.url))];
  expect(loaded.length).toBeGreaterThan(40);
  expect(loaded.filter((specifier) => !specifier.startsWith('file:')).sort()).toEqual(['msw', 'zod']);
});
