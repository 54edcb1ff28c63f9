import { randomUUID } from 'node:crypto';
import { apiKeys } from '../../src/config/api-keys.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { startGateway, type TestGateway } from './gateway.ts';
import { START } from './manual-clock.ts';
import { never, wish } from './store-fixture.ts';
import { aTask } from './tasks.ts';

export const auth = { kind: 'api-key', keys: apiKeys.parse('alice:alice-secret,bob:bob-secret') } as const;
export const alice = { authorization: 'Bearer alice-secret' };
export const bob = { authorization: 'Bearer bob-secret' };

/** For how long the files of `separation` last. */
export const FILES_LAST_MS = 20_000;
export const GET =
  'query($id: ID!) { task(id: $id) { id version filesExpired ... on SeparationTask { stems { url } } } }';
export const LIST = '{ tasks { cursor nodes { id version } } }';

/** A gateway that keeps answers, with two viewers. */
export const start = () => startGateway({ auth });

/** Saves a task. @returns its global id */
export const store = async ({ domain }: TestGateway, task: Task): Promise<string> => {
  await domain.store.create(wish({ task, check: never }));
  return `task_${task.id}`;
};

/** A separation of alice's, done. */
export const separation = (change: Partial<Task> = {}): Task =>
  aTask({
    id: randomUUID(),
    viewer: 'key:alice',
    status: 'SUCCEEDED',
    upstreamTaskId: randomUUID(),
    expiresAt: START + FILES_LAST_MS,
    output: {
      kind: 'separation',
      stems: [
        { kind: 'DRUMS', label: 'drums', url: 'https://f.example.com/é', audioId: null, duration: 1 },
        { kind: 'BASS', label: 'bass', url: 'https://f.example.com/b', audioId: null, duration: 1 },
      ],
    },
    ...change,
  });

/** The text of the answer, and how many calls to the store it took. */
export const asked = async ({ domain, post }: TestGateway, body: object, headers: Record<string, string> = alice) => {
  const before = domain.storeCalls();
  const text = await (await post(body, headers)).text();
  return { text, storeCalls: domain.storeCalls() - before };
};

/** Asks a question twice, as it takes for its answer to be kept. @returns the second answer */
export const askedTwice = async (...question: Parameters<typeof asked>) => {
  await asked(...question);
  return await asked(...question);
};
