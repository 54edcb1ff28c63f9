import { expect, it } from 'vitest';
import { askForVocals, buyVocals, purchasesAt, readTask } from '../support/buying.ts';
import { createConnectProxy } from '../support/connect-proxy.ts';
import { openScene } from '../support/scene.ts';

it('the provider is bought from through the proxy alone, and nothing is bought while the proxy refuses', async () => {
  await using proxy = await createConnectProxy();
  const proxyUrl = proxy.url.replace('//', '//gateway:proxy-password@');
  await using scene = await openScene({
    env: { KIE_API_URL: 'http://kie.invalid', HTTPS_PROXY: proxyUrl, HTTP_PROXY: proxyUrl, LOG_LEVEL: 'info' },
  });
  const { kie } = scene;
  proxy.leadTo(Number(new URL(kie.url).port));
  const client = scene.client();
  const { id } = await buyVocals(client, kie);
  await expect.poll(async () => (await readTask(client, id)).status).toBe('SUCCEEDED');
  expect(kie.ledger()).toHaveLength(1);
  expect(new Set(proxy.asked)).toEqual(new Set(['kie.invalid:80']));

  proxy.answerWith('refuse');
  // A purchase soon after another one goes through the tunnel of that one.
  proxy.breakTunnels();
  const idempotencyKey = 'once';
  const refused = await askForVocals(client, kie, { idempotencyKey });
  expect(refused).toMatchObject({ task: null, userErrors: [{ code: 'UPSTREAM_UNAVAILABLE', retryable: true }] });
  expect([purchasesAt(kie).length, kie.ledger().length]).toEqual([1, 1]);

  proxy.answerWith('tunnel');
  await expect.poll(async () => (await askForVocals(client, kie, { idempotencyKey })).task?.charge).toBe('CHARGED');
  expect([purchasesAt(kie).length, kie.ledger().length]).toEqual([2, 2]);

  const output = scene.gateway().output();
  const lines = output.split('\n').filter((line) => line.includes('through a proxy'));
  expect(lines).toEqual([expect.stringContaining(new URL(proxy.url).host)]);
  expect(output).not.toContain('proxy-password');
});
