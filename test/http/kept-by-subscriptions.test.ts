import { expect, test } from 'vitest';
import { globalIdOf } from '../../src/resolvers/global-id.ts';
import { collectGarbage } from '../support/collect-garbage.ts';
import { startGateway } from '../support/gateway.ts';
import { openSocket } from '../support/socket.ts';

const LENGTH = 30_000;
const WARM_UP = 20;
const SUBSCRIPTIONS = 60;

const held = async (): Promise<number> => {
  await collectGarbage();
  return process.memoryUsage().heapUsed;
};

test('a subscription does not keep the text that asked for it', async () => {
  await using gateway = await startGateway();
  const variables = { id: globalIdOf(await gateway.buy()) };
  const document = `subscription($id: ID!) { taskUpdated(id: $id) { version } } ${' '.repeat(LENGTH)}`;
  const socket = await openSocket(gateway.socketUrl);
  await socket.init();
  let begun = 0;
  const watch = async (count: number): Promise<void> => {
    for (const upTo = begun + count; begun < upTo; begun += 1) {
      socket.subscribe(String(begun), document, variables);
      expect(await socket.next()).toMatchObject({ type: 'next' });
    }
  };
  await watch(WARM_UP);
  const before = await held();
  await watch(SUBSCRIPTIONS);
  expect(((await held()) - before) / SUBSCRIPTIONS).toBeLessThan(LENGTH / 2);
});
