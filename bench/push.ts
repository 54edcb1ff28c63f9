import type { WebSocket } from 'ws';
import { inTurns } from './query.ts';
import { closeAll, watch } from './sockets.ts';
import { buy, CONNECTIONS, createPoster, type Poster, type Server, type World } from './world.ts';

const ROUNDS = 5;
/** Callbacks of one round. */
const CALLBACKS = 1_500;
const WARM_UP = 1_000;
const TASKS_PER_SOCKET = 4;

/** One task under way: its next callback is posted when the message about the last one has arrived. */
interface Lane {
  readonly id: string;
  /** Of its callbacks. */
  readonly path: string;
  readonly bodyFor: (count: number) => string;
  count: number;
  arrived: () => void;
}

const postAndHear = async (poster: Poster, lane: Lane): Promise<void> => {
  lane.count += 1;
  const heard = new Promise<void>((resolve) => {
    lane.arrived = resolve;
  });
  await poster.post(lane.path, lane.bodyFor(lane.count));
  await heard;
};

const newLane = (id: string, path: string, bodyFor: Lane['bodyFor']): Lane => ({
  id,
  path,
  bodyFor,
  count: 0,
  arrived: () => undefined,
});

/** A callback of the provider's that always brings news: the track got a bit longer. */
const musicBody = (upstreamTaskId: string) => (count: number) =>
  JSON.stringify({
    code: 200,
    msg: 'First track generated successfully.',
    data: {
      callbackType: 'first',
      task_id: upstreamTaskId,
      data: [
        {
          id: '8551662c-73a4-47a4-9d4d-6f1c2c4d3c11',
          audio_url: 'https://files.example.com/r/8551662c.mp3',
          stream_audio_url: 'https://files.example.com/stream/8551662c',
          image_url: 'https://files.example.com/8551662c.jpeg',
          prompt: '[Verse] Lights on the water',
          model_name: 'chirp-v4',
          title: 'Night Ferry',
          tags: 'folk, calm',
          createTime: 1_795_242_057_003,
          duration: count,
        },
      ],
    },
  });

/** Tasks that the provider never finishes, one for each connection. */
const lanesAtGateway = async (world: World, poster: Poster): Promise<Lane[]> => {
  const tasks = await Promise.all(
    Array.from({ length: CONNECTIONS }, (_, index) => buy(poster, world, `[mock:stuck] ${index}`)),
  );
  const ledger = await fetch(`${world.mock.origin}/__mock/ledger`);
  const { purchases }: { purchases: { taskIds: string[]; callBackUrl: string }[] } = await ledger.json();
  const urls = new Map(purchases.map(({ taskIds: [id = ''], callBackUrl }) => [id, callBackUrl]));
  return tasks.map(({ id, upstreamTaskId }) => {
    const { pathname } = new URL(urls.get(upstreamTaskId ?? '') ?? '');
    return newLane(id, pathname, musicBody(upstreamTaskId ?? ''));
  });
};

const openSockets = async (server: Server, lanes: readonly Lane[]): Promise<WebSocket[]> => {
  const groups = Array.from({ length: lanes.length / TASKS_PER_SOCKET }, (_, index) =>
    lanes.slice(index * TASKS_PER_SOCKET, (index + 1) * TASKS_PER_SOCKET),
  );
  return await Promise.all(
    groups.map((group) =>
      watch(
        server,
        group.map((lane) => ({ taskId: lane.id, onVersion: () => lane.arrived() })),
      ),
    ),
  );
};

/** Callbacks that are stored and told to whoever watches, against a server that only tells. */
export const benchPush = async (world: World) => {
  await using gateway = createPoster(world.gateway);
  const ours = await lanesAtGateway(world, gateway);
  // A message of the gateway's is about as long as this; of the other server's too.
  const rawServer = await world.raw('raw-push', { BENCH_PADDING: '560' });
  await using raw = createPoster(rawServer);
  const theirs = ours.map((_, index) =>
    newLane(
      `key-${index}`,
      `/callbacks/key-${index}`,
      (count) => `${musicBody('0'.repeat(32))(count).slice(0, -1)},"version":${count}}`,
    ),
  );
  const sockets = [...(await openSockets(world.gateway, ours)), ...(await openSockets(rawServer, theirs))];

  const free = new Map([
    [world.gateway, { poster: gateway, lanes: [...ours] }],
    [rawServer, { poster: raw, lanes: [...theirs] }],
  ]);
  const plan = { rounds: ROUNDS, count: CALLBACKS, warmUp: WARM_UP };
  const [oursRounds, theirsRounds] = await inTurns([world.gateway, rawServer], plan, async (server) => {
    const side = free.get(server);
    const lane = side?.lanes.pop();
    if (!side || !lane) throw new Error('More callbacks at once than tasks.');
    await postAndHear(side.poster, lane);
    side.lanes.push(lane);
  });
  await closeAll(sockets);
  return { ours: oursRounds, theirs: theirsRounds };
};
