import { expect, it } from 'vitest';
import { AddVocalsDocument, WatchTaskDocument } from '../../examples/generated/graphql.ts';
import { askForStems, askForVocals, audioUrlFor, purchasesAt, song } from '../support/buying.ts';
import { createGraphClient } from '../support/graph-client.ts';
import { openScene } from '../support/scene.ts';

it.concurrent('50 clients with one key at the same moment buy once', async () => {
  await using scene = await openScene();
  const { kie } = scene;
  const input = song(kie, { idempotencyKey: 'everybody' });
  // The first is still being bought when the others come.
  kie.holds.arm('after-charge', 1);
  const clients = Array.from({ length: 50 }, () => createGraphClient(`${scene.origin}/graphql`));
  const answers = clients.map((client) => client.ask(AddVocalsDocument, { input }));
  await kie.holds.reached('after-charge');
  kie.holds.release();

  const outcomes = (await Promise.all(answers)).map(({ addVocals }) => addVocals);
  expect(new Set(outcomes.map(({ task }) => task?.id)).size).toBe(1);
  expect(outcomes.filter(({ reused }) => !reused)).toHaveLength(1);
  for (const { task, userErrors } of outcomes) {
    expect(userErrors).toEqual([]);
    expect(task?.status).not.toBe('SUBMITTING');
  }
  expect(purchasesAt(kie)).toHaveLength(1);
  expect(kie.ledger()).toHaveLength(1);

  await scene.gateway().stop();
  await scene.restart();
  const again = await scene.client().ask(AddVocalsDocument, { input });
  expect(again.addVocals).toMatchObject({ reused: true, task: { id: outcomes[0]?.task?.id } });
  expect(kie.ledger()).toHaveLength(1);
});

it.concurrent('20 clients who want the same stems at the same moment buy once, until somebody insists', async () => {
  await using scene = await openScene();
  const { kie } = scene;
  const client = scene.client();
  const input = { source: { audioUrl: audioUrlFor(kie, 'extra-fields') }, type: 'SPLIT_STEM' } as const;
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => askForStems(client, input)));
  expect(new Set(outcomes.map(({ task }) => task?.id)).size).toBe(1);
  expect(outcomes.filter(({ reused }) => !reused)).toHaveLength(1);
  expect(kie.ledger()).toHaveLength(1);

  const insisted = await askForStems(client, { ...input, forceNew: true });
  expect(insisted).toMatchObject({ reused: false, userErrors: [] });
  expect(kie.ledger()).toHaveLength(2);
});

it.concurrent('a key is free again after a refusal, and bound for good after a failure', async () => {
  await using scene = await openScene();
  const { kie } = scene;
  const client = scene.client();
  kie.scenario('402', { times: 1 });
  const refused = await askForVocals(client, kie, { idempotencyKey: 'refused' });
  expect(refused).toMatchObject({ task: null, userErrors: [{ code: 'INSUFFICIENT_CREDITS' }] });
  const other = { idempotencyKey: 'refused', title: 'Other input [mock:failed-501]' };
  const failing = await askForVocals(client, kie, other);
  expect(failing).toMatchObject({ reused: false, userErrors: [] });

  const { id = '' } = failing.task ?? {};
  await client.watch(WatchTaskDocument, { id }).end();
  expect(await askForVocals(client, kie, other)).toMatchObject({ reused: true, task: { id, status: 'FAILED' } });
  expect(kie.ledger()).toHaveLength(1);
});
