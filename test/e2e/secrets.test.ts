import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { ListTasksDocument, WatchTaskDocument } from '../../examples/generated/graphql.ts';
import { askForVocals, buyStems, buyVocals, readTask } from '../support/buying.ts';
import { openScene } from '../support/scene.ts';

const SECRETS = {
  KIE_API_KEY: 'canary-provider-key-f81c',
  KIE_WEBHOOK_HMAC_KEY: 'canary-hmac-key-9d20',
  CALLBACK_SECRET: 'canary-callback-secret-of-32-characters-77aa',
};
const VIEWER_KEY = 'canary-viewer-key-55e1';

it('no secret and no callback token is in any log, answer, metric or byte of the database', async () => {
  await using scene = await openScene({
    mock: { hmacKey: SECRETS.KIE_WEBHOOK_HMAC_KEY, apiKey: SECRETS.KIE_API_KEY },
    env: {
      ...SECRETS,
      AUTH: 'api-key',
      API_KEYS: `alice:${VIEWER_KEY}`,
      LOG_LEVEL: 'debug',
      POLL_AFTER_MS: '200',
      UPSTREAM_TIMEOUT_MS: '2000',
    },
  });
  const { kie, origin } = scene;
  const client = scene.client(VIEWER_KEY);
  const heard: string[] = [];
  const hear = async (response: Response): Promise<void> => {
    heard.push(JSON.stringify([...response.headers]), await response.text());
  };

  // The main job, and what goes wrong on the way: refusals, lost answers, forged and late callbacks, wrong keys.
  const { id } = await buyVocals(client, kie);
  const seen = await client.watch(WatchTaskDocument, { id }).end();
  const sung = seen.at(-1)?.taskUpdated;
  const [track] = sung?.__typename === 'MusicTask' ? sung.tracks : [];
  const source = { track: { taskId: track?.taskId ?? '', audioId: track?.audioId ?? '' } };
  const stems = await buyStems(client, { source, type: 'SEPARATE_VOCAL' });
  heard.push(
    JSON.stringify(seen),
    JSON.stringify(await client.watch(WatchTaskDocument, { id: stems.id }, 'sse').end()),
  );
  for (const scenario of [
    '401',
    'html-502',
    'reset-after-charge',
    'half-answer',
    'hang-after-charge',
    'wrong-signature',
  ]) {
    heard.push(JSON.stringify(await askForVocals(client, kie, { title: `[mock:${scenario}]` })));
  }
  const tokens = kie.ledger().map(({ callBackUrl }) => callBackUrl.split('/').at(-1) ?? '');
  expect(tokens.length).toBeGreaterThan(3);
  const [token = ''] = tokens;
  await hear(await fetch(`${origin}/callbacks/${token}`, { method: 'POST', body: '{}' }));
  await hear(await fetch(`${origin}/callbacks/${token}`));
  await hear(await fetch(`${origin}/callbacks/${token.slice(0, -1)}`, { method: 'POST', body: '{"taskId":"x"}' }));
  await hear(await fetch(`${origin}/callbacks/${token}/${VIEWER_KEY}?key=${SECRETS.KIE_API_KEY}`));
  await hear(await fetch(`${origin}/graphql`, { headers: { authorization: `Bearer ${VIEWER_KEY}x` } }));
  const { status: refused, errors } = await scene.client(`${VIEWER_KEY}x`).answer(ListTasksDocument, {});
  expect(refused).toBe(401);
  heard.push(JSON.stringify(errors), JSON.stringify(await client.ask(ListTasksDocument, { first: 100 })));
  heard.push(JSON.stringify(await readTask(client, id)));
  // Put where we write it down: not even then. Its answer says it back, and is not heard here.
  await (await fetch(`${origin}/livez`, { headers: { 'x-request-id': VIEWER_KEY } })).text();
  for (const path of ['/metrics', '/readyz', '/livez', '/nowhere']) await hear(await fetch(origin + path));

  const { databaseFile } = scene;
  const folder = dirname(databaseFile);
  const readFiles = async (): Promise<string[]> => {
    const names = (await readdir(folder)).filter((name) => name.startsWith('stemgate.db'));
    return await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')));
  };
  // With its write-ahead log, and again when all has been written into one file.
  const running = await readFiles();
  expect(running.length).toBeGreaterThan(1);
  const gateway = scene.gateway();
  await gateway.stop();
  const places = {
    log: gateway.output(),
    answers: heard.join('\n'),
    running: running.join('\n'),
    stopped: (await readFiles()).join('\n'),
  };

  // The net catches what it should: each place holds something of the job.
  expect(places.log).toContain('"path":"/callbacks/:token"');
  expect(places.log).toContain('"requestId":"[redacted]"');
  expect(places.answers).toContain('stemgate_purchases_total');
  expect(places.running).toContain('Night Ferry');
  expect(places.stopped).toContain('Night Ferry');
  for (const [place, text] of Object.entries(places)) {
    for (const [name, secret] of Object.entries({ ...SECRETS, VIEWER_KEY })) {
      expect(text.includes(secret), `${name} in ${place}`).toBe(false);
    }
    // Of a token, the part that nobody can guess is enough.
    for (const one of tokens) expect(text.includes(one.slice(22)), `a callback token in ${place}`).toBe(false);
  }
});
