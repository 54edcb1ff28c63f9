import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  AddVocalsDocument,
  ListTasksDocument,
  ReadAccountDocument,
  TypedDocumentString,
  WatchTaskDocument,
  WatchTasksDocument,
} from '../../examples/generated/graphql.ts';
import { musicCallback } from '../support/bodies.ts';
import { askForStems, askForVocals, audioUrlFor, buyVocals, purchasesAt, readTask } from '../support/buying.ts';
import { eventually } from '../support/eventually.ts';
import { sendRaw } from '../support/raw-http.ts';
import { openScene, type Scene, scratchFolder } from '../support/scene.ts';

/* Each setting reaches the part that it is for: what the parts make of it is told by their own tests. */

const DAY_MS = 86_400_000;

const INTROSPECTION = new TypedDocumentString<unknown, Record<string, never>>('{ __schema { queryType { name } } }');

/** How a browser is received at the endpoint. */
const visit = async ({ origin }: Scene, headers: Record<string, string>): Promise<Response> => {
  const response = await fetch(`${origin}/graphql`, { headers: { accept: 'text/html', ...headers } });
  await response.body?.cancel();
  return response;
};

it.concurrent("viewers, prices, budgets, models, retention and bounds are the operator's", async () => {
  await using scene = await openScene({
    env: {
      AUTH: 'api-key',
      API_KEYS: 'alice:alices-own-key',
      CORS_ORIGINS: 'https://studio.example,tauri://localhost,null',
      PRICES: 'SEPARATE_VOCAL=7,SPLIT_STEM=60,ADD_VOCALS=5',
      CREDITS_PER_DAY: '50',
      PURCHASES_PER_MINUTE: '1',
      MODELS: 'V6',
      DEFAULT_MODEL: 'V6',
      MEDIA_RETENTION_DAYS: '1',
      SOCKETS_PER_VIEWER: '1',
      SUBSCRIPTIONS_PER_SOCKET: '1',
    },
  });
  const { kie } = scene;
  const alice = scene.client('alices-own-key');
  expect(await scene.client().answer(ReadAccountDocument, {})).toMatchObject({ status: 401 });
  for (const origin of ['https://studio.example', 'tauri://localhost', 'null', scene.origin]) {
    const page = await visit(scene, { origin });
    expect(page.headers.get('access-control-allow-origin')).toBe(origin);
    expect(page.status, 'GraphiQL is there').toBe(200);
  }
  expect(
    (await visit(scene, { origin: 'https://other.example' })).headers.get('access-control-allow-origin'),
  ).toBeNull();
  expect((await alice.answer(INTROSPECTION, {})).errors).toBeUndefined();

  expect(await alice.ask(ReadAccountDocument, {})).toMatchObject({
    twoStems: { credits: 7 },
    allStems: { credits: 60 },
  });
  const source = { audioUrl: audioUrlFor(kie, 'stuck') };
  const tooDear = await askForStems(alice, { source, type: 'SPLIT_STEM' });
  expect(tooDear.userErrors).toMatchObject([{ code: 'QUOTA_EXCEEDED', retryable: false }]);
  const oldModel = await askForVocals(alice, kie, { model: 'V4_5PLUS' });
  expect(oldModel.userErrors).toMatchObject([{ code: 'INVALID_INPUT', field: ['input', 'model'] }]);
  const { id, creditCost } = await buyVocals(alice, kie);
  expect(creditCost).toBe(5);
  expect(purchasesAt(kie).map(({ request }) => request)).toMatchObject([{ model: 'V6' }]);
  const tooSoon = await askForVocals(alice, kie);
  expect(tooSoon.userErrors).toMatchObject([{ code: 'QUOTA_EXCEEDED', retryable: true }]);

  await alice.watch(WatchTaskDocument, { id }).end();
  const { finishedAt, expiresAt } = await readTask(alice, id);
  expect(Date.parse(expiresAt ?? '') - Date.parse(finishedAt ?? '')).toBeLessThanOrEqual(DAY_MS);

  const news = alice.watch(WatchTasksDocument, { after: '0' });
  await news.until(({ tasksUpdated: { task } }) => task.id === id);
  await expect(alice.watch(WatchTaskDocument, { id }).end()).rejects.toThrow('TOO_MANY_SUBSCRIPTIONS');
  const secondSocket = scene.client('alices-own-key').watch(WatchTaskDocument, { id });
  await expect(secondSocket.end()).rejects.toMatchObject({ code: 1013 });
});

it.concurrent("documents, pages, the words of the provider and its rate are the operator's", async () => {
  await using folder = await scratchFolder();
  const file = `${folder.path}/documents.json`;
  const documents = [AddVocalsDocument, ReadAccountDocument, INTROSPECTION].map(String);
  writeFileSync(file, JSON.stringify(Object.fromEntries(documents.map((text, index) => [`sha256:${index}`, text]))));
  await using scene = await openScene({
    jumpMs: 3_700_000,
    env: {
      TRUSTED_DOCUMENTS: file,
      INTROSPECTION: 'off',
      GRAPHIQL: 'off',
      CORS_ORIGINS: 'https://studio.example',
      KEEP_ALIVE_MS: '1000',
      UPSTREAM_RATE: '1/30s',
      // What the provider says with code 422: "Validation failed".
      KIE_API_KEY: 'Validation',
      KIE_WEBHOOK_HMAC_KEY: 'failed',
    },
  });
  const { kie } = scene;
  const client = scene.client();
  const untrusted = await client.answer(ListTasksDocument, {});
  expect(untrusted.errors).toMatchObject([{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }]);
  const introspected = await client.answer(INTROSPECTION, {});
  expect(introspected.errors).toMatchObject([{ extensions: { code: 'INTROSPECTION_DISABLED' } }]);
  const own = await visit(scene, { origin: scene.origin });
  expect(own.status, 'GraphiQL is not there').not.toBe(200);
  expect(own.headers.get('access-control-allow-origin')).toBe(scene.origin);
  // Ends when the gateway closes the idle connection.
  const idle = await sendRaw(Number(new URL(scene.origin).port), 'GET /livez HTTP/1.1\r\nHost: gateway\r\n\r\n');
  expect(idle).toMatch(/^keep-alive: timeout=1\r$/im);

  const refused = await askForVocals(client, kie, { title: '[mock:422]' });
  expect(refused.userErrors).toMatchObject([{ code: 'INVALID_INPUT', message: '[redacted] [redacted]' }]);
  // Setting the clock ahead makes nobody's turn come sooner.
  scene.jumpAhead();
  await eventually(async () => {
    const { credits } = await client.ask(ReadAccountDocument, {});
    expect(Date.parse(credits.at)).toBeGreaterThan(Date.now() + 3_600_000);
  });
  const tooMany = await askForVocals(client, kie);
  expect(tooMany.userErrors).toMatchObject([{ code: 'RATE_LIMITED' }]);
  expect(purchasesAt(kie)).toHaveLength(1);
});

it.concurrent('after ten purchases that came to nothing the eleventh is refused unsent', async () => {
  await using scene = await openScene();
  const { kie } = scene;
  const client = scene.client();
  for (let count = 0; count < 10; count += 1) {
    const { task } = await askForVocals(client, kie, { title: `${count} [mock:html-502]` });
    expect(task?.status).toBe('UNCONFIRMED');
  }
  const refused = await askForVocals(client, kie);
  expect(refused).toMatchObject({ task: null, userErrors: [{ code: 'UPSTREAM_UNAVAILABLE', retryable: true }] });
  expect(purchasesAt(kie)).toHaveLength(10);
});

it.concurrent("without a secret of its own, only who has the provider's key can make a callback's URL", async () => {
  await using scene = await openScene({ mock: { clock: { stopped: true } } });
  const { upstreamTaskId } = await buyVocals(scene.client(), scene.kie);
  const [entry] = scene.kie.ledger();
  const post = async (): Promise<number> => {
    const body = JSON.stringify(musicCallback(upstreamTaskId ?? '', 'text'));
    return (await fetch(entry?.callBackUrl ?? '', { method: 'POST', body })).status;
  };
  await scene.gateway().stop();
  await scene.restart({ KIE_API_KEY: 'another-key' });
  expect(await post()).toBe(404);
  await scene.gateway().stop();
  await scene.restart();
  expect(await post()).toBe(200);
});
