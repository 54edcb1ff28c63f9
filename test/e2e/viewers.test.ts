import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  GetTaskDocument,
  ListSeparationsDocument,
  ListTasksDocument,
  RefreshTaskDocument,
  type TaskStateFragment,
  WatchTaskDocument,
  WatchTasksDocument,
} from '../../examples/generated/graphql.ts';
import { askForStems, audioUrlFor, buyStems, buyVocals, purchasesAt } from '../support/buying.ts';
import type { GraphClient } from '../support/graph-client.ts';
import { recordUpdates } from '../support/recorded-updates.ts';
import { openScene, type Scene } from '../support/scene.ts';

const BOBS_KEY = 'bobs-own-key';
const NEVER = '00000000-0000-4000-8000-000000000000';

let scene: Scene;
let alice: GraphClient;
let bob: GraphClient;
/** What Alice has: a finished piece of music. */
let song: TaskStateFragment;
let track: { readonly id: string; readonly taskId: string; readonly audioId: string };

beforeAll(async () => {
  const sha256 = createHash('sha256').update(BOBS_KEY).digest('hex');
  scene = await openScene({ env: { AUTH: 'api-key', API_KEYS: `alice:alices-own-key,bob:sha256:${sha256}` } });
  alice = scene.client('alices-own-key');
  bob = scene.client(BOBS_KEY);
  const { id } = await buyVocals(alice, scene.kie, { idempotencyKey: 'same key' });
  const seen = await alice.watch(WatchTaskDocument, { id }).end();
  song = seen.at(-1)?.taskUpdated ?? expect.fail('Alice has no song');
  track = (song.__typename === 'MusicTask' ? song.tracks[0] : null) ?? expect.fail('Alice has no track');
});

afterAll(() => scene[Symbol.asyncDispose]());

/** What both questions are answered, once it is sure that the answer is the same. */
const sameFor = async <T>(ids: readonly [string, string], ask: (id: string) => Promise<T>): Promise<T> => {
  const [foreign, never] = await Promise.all(ids.map(ask));
  expect(foreign).toEqual(never);
  return foreign ?? expect.fail('no answer');
};
const taskIds = (): [string, string] => [song.id, `task_${NEVER}`];

it.concurrent("another viewer's task cannot be told from one that never was: by query", async () => {
  const answer = await sameFor(taskIds(), (id) => bob.answer(GetTaskDocument, { id }));
  expect(answer).toMatchObject({ status: 200, data: { task: null } });
  expect(answer.errors).toBeUndefined();
});

it.concurrent('…by node, of a task and of a track', async () => {
  const answer = await sameFor(taskIds(), (trackId) => bob.answer(ListSeparationsDocument, { trackId }));
  expect(answer).toMatchObject({ data: { node: null } });
  const tracks: [string, string] = [track.id, track.id.replace(/^track_[\da-f-]{36}/, `track_${NEVER}`)];
  expect(tracks[0]).not.toBe(tracks[1]);
  const ofTrack = await sameFor(tracks, (trackId) => bob.answer(ListSeparationsDocument, { trackId }));
  expect(ofTrack).toMatchObject({ data: { node: null } });
  expect(await alice.ask(ListSeparationsDocument, { trackId: track.id })).toMatchObject({ node: { separations: [] } });
});

it.concurrent('…by subscription, over both transports', async () => {
  const withoutId = (text: string) => text.replaceAll(/"requestId":"[^"]+"/g, '"requestId"');
  const overSocket = await sameFor(taskIds(), (id) =>
    bob
      .watch(WatchTaskDocument, { id })
      .end()
      .then(
        () => expect.fail('Bob may watch'),
        (error: Error) => withoutId(error.message),
      ),
  );
  expect(overSocket).toContain('NOT_FOUND');
  const overSse = await sameFor(taskIds(), async (id) => {
    const response = await fetch(`${scene.origin}/graphql`, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json', authorization: `Bearer ${BOBS_KEY}` },
      body: JSON.stringify({ query: WatchTaskDocument.toString(), variables: { id } }),
    });
    return { status: response.status, text: withoutId(await response.text()) };
  });
  expect(overSse).toMatchObject({ status: 400, text: expect.stringContaining('NOT_FOUND') });
});

it.concurrent('…by refresh', async () => {
  const answer = await sameFor(taskIds(), (id) => bob.answer(RefreshTaskDocument, { id }));
  expect(answer.data?.refreshTask).toMatchObject({ task: null, reused: false, userErrors: [{ code: 'NOT_FOUND' }] });
});

it.concurrent('…by splitting its track, which is not even asked for', async () => {
  const split = (taskId: string) =>
    askForStems(bob, { source: { track: { taskId, audioId: track.audioId } }, type: 'SEPARATE_VOCAL' });
  const refused = await sameFor([track.taskId, NEVER.replaceAll('-', '')], split);
  expect(refused).toMatchObject({ task: null, userErrors: [{ code: 'NOT_FOUND', retryable: false }] });
  // What is left of the two attempts is the same as well.
  const { tasks } = await bob.ask(ListTasksDocument, { filter: { status: ['FAILED'] } });
  const [one, other] = tasks.nodes.map(({ id: _own, ...rest }) => rest);
  expect(one).toEqual(other);
  expect(one).toMatchObject({ error: { code: 'REJECTED' }, charge: 'NOT_CHARGED' });
  const asked = purchasesAt(scene.kie).map(({ request }) => request['taskId']);
  expect(asked).not.toContain(track.taskId);
});

it('nothing of one viewer is in the lists, the news or the keys of another', async () => {
  const { kie } = scene;
  const told = bob.watch(WatchTasksDocument, { after: '0' });
  const alicesUpdates = recordUpdates(alice);
  const alices = await buyVocals(alice, kie, { title: 'While Bob listens' });
  await alicesUpdates.until(alices.id, ({ status }) => status === 'SUCCEEDED');

  // The same key is another purchase, and so is the same separation.
  const bobs = await buyVocals(bob, kie, { idempotencyKey: 'same key' });
  expect(bobs.id).not.toBe(song.id);
  const source = { audioUrl: audioUrlFor(kie, 'extra-fields') };
  const stems = await buyStems(alice, { source, type: 'SEPARATE_VOCAL' });
  const bobsStems = await askForStems(bob, { source, type: 'SEPARATE_VOCAL' });
  expect(bobsStems).toMatchObject({ reused: false, userErrors: [] });
  expect(bobsStems.task?.id).not.toBe(stems.id);

  for (const own of [bobs.id, bobsStems.task?.id]) {
    await told.until(({ tasksUpdated: { task } }) => task.id === own && task.status === 'SUCCEEDED');
  }
  const { tasks } = await bob.ask(ListTasksDocument, { first: 100 });
  const bobsIds = new Set(
    [...told.messages.map(({ tasksUpdated }) => tasksUpdated.task), ...tasks.nodes].map(({ id }) => id),
  );
  expect([...bobsIds]).toEqual(expect.arrayContaining([bobs.id, bobsStems.task?.id]));
  const { tasks: alicesTasks } = await alice.ask(ListTasksDocument, { first: 100 });
  expect(alicesTasks.nodes.map(({ id }) => id).filter((id) => bobsIds.has(id))).toEqual([]);
  expect(alicesTasks.nodes).toHaveLength(3);
});

it.concurrent('nobody comes in without a key, or with a wrong one', async () => {
  for (const stranger of [scene.client(), scene.client('guessed'), scene.client(`${BOBS_KEY}x`)]) {
    const answer = await stranger.answer(GetTaskDocument, { id: song.id });
    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(answer.data).toBeUndefined();
    const closed = stranger.watch(WatchTaskDocument, { id: song.id }).end();
    await expect(closed).rejects.toMatchObject({ code: 4401 });
    await expect(stranger.watch(WatchTaskDocument, { id: song.id }, 'sse').end()).rejects.toThrow();
  }
});
