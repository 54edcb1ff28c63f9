import { describe, expect, it } from 'vitest';
import {
  ListSeparationsDocument,
  type StemPartsFragment,
  type TaskStateFragment,
  WatchTaskDocument,
} from '../../examples/generated/graphql.ts';
import type { MockKie } from '../../mock-server/index.ts';
import { DIALECTS } from '../../src/upstream/kie/wire/dialects.ts';
import { buyStems, buyVocals, chargesFor, purchasesAt, readTask } from '../support/buying.ts';
import { type GraphClient, TRANSPORTS, type Transport } from '../support/graph-client.ts';
import { openScene } from '../support/scene.ts';

const stageOf = (task: TaskStateFragment): string | null => (task.__typename === 'MusicTask' ? task.stage : null);
const tracksOf = (task: TaskStateFragment | undefined) => (task?.__typename === 'MusicTask' ? task.tracks : []);
const stemsOf = (task: TaskStateFragment | undefined) => (task?.__typename === 'SeparationTask' ? task.stems : []);

/** Watches to the end, and lets the provider get on only when the stage before has been seen: nothing is conflated. */
const watchStages = async (client: GraphClient, kie: MockKie, id: string, over: Transport) => {
  const watching = client.watch(WatchTaskDocument, { id }, over);
  await watching.until(({ taskUpdated }) => taskUpdated.status === 'PROCESSING');
  for (const stage of ['LYRICS', 'FIRST_TRACK', 'COMPLETE']) {
    expect(watching.messages.map(({ taskUpdated }) => stageOf(taskUpdated))).not.toContain(stage);
    // The stage itself, then its callback.
    await kie.clock.step(2);
    await watching.until(({ taskUpdated }) => stageOf(taskUpdated) === stage);
  }
  return (await watching.end()).map(({ taskUpdated }) => taskUpdated);
};

/** The end that the stream about a task tells of. */
const watchEnd = async (client: GraphClient, id: string, over: Transport) =>
  (await client.watch(WatchTaskDocument, { id }, over).end()).at(-1)?.taskUpdated;

const fetchAudio = async ({ url }: StemPartsFragment) => {
  const response = await fetch(url);
  const bytes = Buffer.from(await response.arrayBuffer());
  // A frame of MPEG audio begins with eleven bits that are set.
  const isFrame = bytes.length > 1_000 && bytes.readUInt16BE(0) >= 0xffe0;
  return { type: response.headers.get('content-type'), isFrame };
};

describe.each(DIALECTS)('the main job in the dialect %s', (dialect) => {
  it.concurrent.each(TRANSPORTS)('goes from an instrumental to stems, live over %s', async (over) => {
    await using scene = await openScene({ dialect, mock: { clock: { stopped: true } } });
    const { kie } = scene;
    const client = scene.client();

    const { id } = await buyVocals(client, kie, { idempotencyKey: 'main-job' });
    const seen = await watchStages(client, kie, id, over);
    expect(seen.map(stageOf)).toEqual([null, 'LYRICS', 'FIRST_TRACK', 'COMPLETE']);
    expect(seen.map(({ version }) => version)).toEqual([2, 3, 4, 5]);
    const sung = seen.at(-1);
    expect(sung).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED', error: null });
    expect(tracksOf(sung)).toHaveLength(2);
    const [track = { id: '', taskId: '', audioId: '' }] = tracksOf(sung);

    const source = { track: { taskId: track.taskId, audioId: track.audioId } };
    const two = await buyStems(client, { source, type: 'SEPARATE_VOCAL' });
    const many = await buyStems(client, { source, type: 'SPLIT_STEM' });
    const watched = [two, many].map((task) => watchEnd(client, task.id, over));
    await kie.clock.jump(10_000);
    const split = await Promise.all(watched);
    for (const task of split) expect(task).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED', error: null });
    const kinds = split.map((task) => stemsOf(task).map(({ kind }) => kind));
    expect(kinds[0]?.toSorted()).toEqual(['INSTRUMENTAL', 'VOCALS']);
    expect(kinds[1]).toEqual(expect.arrayContaining(['VOCALS', 'DRUMS', 'BASS']));
    // The mock makes every stem when it is asked for, which takes its time; and a file does not depend on how its task was
    // watched.
    const heard = over === 'socket' ? split : split.slice(0, 1);
    const files = await Promise.all(heard.flatMap((task) => stemsOf(task).slice(0, 3)).map(fetchAudio));
    expect(new Set(files.map((file) => JSON.stringify(file)))).toEqual(
      new Set([JSON.stringify({ type: 'audio/mpeg', isFrame: true })]),
    );
    const { node } = await client.ask(ListSeparationsDocument, { trackId: track.id });
    expect(node).toMatchObject({ separations: [{ id: many.id }, { id: two.id }] });

    // What it cost, what the provider was asked for, and how its callbacks were answered.
    const upstreamIds = await Promise.all([id, two.id, many.id].map((own) => readTask(client, own)));
    expect(upstreamIds.map(({ upstreamTaskId }) => chargesFor(kie, upstreamTaskId))).toEqual([1, 1, 1]);
    expect(kie.ledger()).toHaveLength(3);
    const callBackUrl = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callbacks\/[\w-]{64}$/);
    expect(purchasesAt(kie).map(({ request }) => request)).toEqual([
      {
        uploadUrl: kie.sampleUrl,
        prompt: '[Verse] Lights on the water',
        title: 'Night Ferry',
        style: 'folk, calm',
        negativeTags: 'metal',
        model: 'V5',
        callBackUrl,
      },
      { taskId: track.taskId, audioId: track.audioId, type: 'separate_vocal', callBackUrl },
      { taskId: track.taskId, audioId: track.audioId, type: 'split_stem', callBackUrl },
    ]);
    const posts = kie.journal({ kind: 'callback' });
    expect(posts.map(({ stage, attempt, ending }) => [stage, attempt, ending.status])).toEqual(
      ['text', 'first', 'complete', 'complete', 'complete'].map((stage) => [stage, 1, 200]),
    );

    const metrics = await (await fetch(`${scene.origin}/metrics`)).text();
    expect(metrics).toMatch(/^stemgate_purchase_queue_wait_seconds_count 3$/m);
    expect(metrics).toMatch(/^stemgate_polls_total\{outcome="\w+"\} [1-9]/m);
  });
});
