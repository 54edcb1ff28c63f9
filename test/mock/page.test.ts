import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { reportLedger } from '../../mock-server/core/ledger-report.ts';
import { createMockKie, type MockKie } from '../../mock-server/index.ts';

const FOLDER = new URL('../../mock-server/page/', import.meta.url);

let mock: MockKie;
beforeAll(async () => {
  mock = await createMockKie();
});
afterAll(() => mock.close());

describe('the page', () => {
  it('is served with everything that it links to, from the mock alone', async () => {
    const page = await fetch(`${mock.url}/__mock/`);
    expect(page.headers.get('content-type')).toContain('text/html');
    const html = await page.text();
    const linked = [...html.matchAll(/(?:href|src)="(assets\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(linked).toHaveLength(3);
    expect(html).not.toMatch(/(?:href|src)="https?:/);

    const files = new Set(linked);
    for (const path of files) {
      const response = await fetch(`${mock.url}/__mock/${path}`);
      expect(response.status, path).toBe(200);
      const text = await response.text();
      expect(text, path).not.toMatch(/@import|url\(\s*['"]?https?:/);
      for (const [, name] of text.matchAll(/from '\.\/([a-z-]+\.js)'/g)) files.add(`assets/${name}`);
    }
    expect(files.size).toBe((await readdir(FOLDER)).length - 1);
  });

  it('is sent to its address with a slash, below which its relative links work', async () => {
    const response = await fetch(`${mock.url}/__mock`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([308, '/__mock/']);
  });

  it('calls nothing that the admin API does not have', async () => {
    const document = (await (await fetch(`${mock.url}/__mock/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replace(/^\//, '').replaceAll(/\{\w+\}/g, '*')}`),
    );
    const source = await readFile(new URL('app.js', FOLDER), 'utf8');
    const calls = [...source.matchAll(/\b(get|post|remove)\([^'`)]*['`]([^'`]+)['`]/g)].map(
      ([, call = '', path = '']) => {
        const method = call === 'remove' ? 'delete' : call;
        return `${method} ${path.replace(/\?.*/, '').replaceAll(/\$\{\w+\}/g, '*')}`;
      },
    );
    expect(calls.length).toBeGreaterThan(15);
    expect(operations).toEqual(expect.arrayContaining(calls));
    expect(operations).toContain('get events');
  });

  it('finds every element that it asks for', async () => {
    const [html, source] = await Promise.all(
      ['index.html', 'app.js'].map((name) => readFile(new URL(name, FOLDER), 'utf8')),
    );
    const ids = [...(source ?? '').matchAll(/element\('([^']+)'\)/g)].map(([, id = '']) => id);
    expect(ids.length).toBeGreaterThan(20);
    expect(ids.filter((id) => !html?.includes(`id="${id}"`))).toEqual([]);
  });

  it('needs no memory: the stages of a task are in the API, also where callbacks were lost', async () => {
    const kie = await createMockKie({ clock: { startAt: 0, stopped: true } });
    onTestFinished(() => kie.close());
    kie.scenario('callback-lost');
    const bought = await fetch(`${kie.url}/__mock/sample`, { method: 'POST' });
    const { taskId } = (await bought.json()) as { taskId: string };
    await kie.clock.jump(10_000);
    const task = await (await fetch(`${kie.url}/__mock/tasks/${taskId}`)).json();
    expect(task).toMatchObject({
      history: [
        { stage: 'text', state: 'TEXT_SUCCESS' },
        { stage: 'first', state: 'FIRST_SUCCESS' },
        { stage: 'complete', state: 'SUCCESS' },
      ],
    });
  });

  it('buys a sample as a client does: charged, journaled, refused by scenarios, with callbacks to the inbox', async () => {
    const kie = await createMockKie({ apiKey: 'key', clock: { startAt: 0, stopped: true } });
    onTestFinished(() => kie.close());
    const buy = async () => (await fetch(`${kie.url}/__mock/sample`, { method: 'POST' })).json();
    expect(await buy()).toMatchObject({ code: 200, taskId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    await kie.clock.jump(10_000);
    expect(await buy()).toMatchObject({ code: 200 });
    const { chargedExactlyOnce } = reportLedger(kie.ledger());
    expect(chargedExactlyOnce).toBe(true);
    kie.scenario('402', { times: 1 });
    expect(await buy()).toEqual({ code: 402, msg: expect.stringContaining('credits'), taskId: null });
    expect(kie.ledger()).toHaveLength(2);
    expect(kie.journal({ kind: 'request', path: '/api' })).toHaveLength(3);
    const inbox = await (await fetch(`${kie.url}/__mock/inbox/hook`)).json();
    expect(inbox).toMatchObject({ received: [{}, {}, { body: { data: { callbackType: 'complete' } } }] });
  });

  it('says of each state how it looks, also of those that are numbers', async () => {
    const { mood, stateName } = await import(new URL('format.js', FOLDER).href);
    const look = (state: string) => [stateName(state), mood(stateName(state))];
    expect(look('1')).toEqual(look('SUCCESS'));
    expect(look('3')).toEqual(['FAILED', 'bad']);
    expect(look('TEXT_SUCCESS')).toEqual(['TEXT_SUCCESS', 'busy']);
  });

  it('writes data as text, never as markup', async () => {
    for (const name of await readdir(FOLDER)) {
      const text = await readFile(new URL(name, FOLDER), 'utf8');
      expect(text, name).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(/);
    }
  });
});
