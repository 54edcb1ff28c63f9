import { GetTaskDocument, type GetTaskQuery } from '../examples/generated/graphql.ts';
import { buy, CONNECTIONS, cpuOf, createPoster, operation, perSecond, type Server, type World } from './world.ts';

const ROUNDS = 5;
const REQUESTS = 2_000;
const WARM_UP = 2_000;

/** One server's rounds: requests per second, and the CPU that each took. */
export interface Rounds {
  readonly perSecond: number[];
  readonly cpuMicros: number[];
}

/** A finished task, and the operation that reads it. */
const prepare = async (world: World): Promise<string> => {
  await using poster = createPoster(world.gateway);
  const { id } = await buy(poster, world, 'Finished');
  const body = operation(GetTaskDocument, { id });
  for (;;) {
    const { data }: { data: GetTaskQuery } = JSON.parse((await poster.post('/graphql', body)).text);
    if (data.task?.status === 'SUCCEEDED') return body;
  }
};

/** The same requests to servers in turn. */
export const inTurns = async (
  servers: readonly Server[],
  { rounds, count, warmUp }: { readonly rounds: number; readonly count: number; readonly warmUp: number },
  send: (server: Server, index: number) => Promise<unknown>,
): Promise<Rounds[]> => {
  for (const server of servers) await perSecond(warmUp, CONNECTIONS, (index) => send(server, index));
  const results = servers.map((): Rounds => ({ perSecond: [], cpuMicros: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, server] of servers.entries()) {
      const before = await cpuOf(server);
      results[index]?.perSecond.push(await perSecond(count, CONNECTIONS, (each) => send(server, each)));
      const after = await cpuOf(server);
      if (before !== null && after !== null) results[index]?.cpuMicros.push(((after - before) * 1_000) / count);
    }
  }
  return results;
};

/** A query of a task over HTTP, against Node answering the same bytes. */
export const benchQuery = async (world: World) => {
  const body = await prepare(world);
  await using gateway = createPoster(world.gateway);
  const { text, headers } = await gateway.post('/graphql', body);
  const kept = Object.entries(headers).filter(([name]) => !/^(content-length|date|connection|keep-alive)$/.test(name));
  const rawServer = await world.raw('raw-http', {
    BENCH_BODY: text,
    BENCH_HEADERS: JSON.stringify(Object.fromEntries(kept)),
  });
  await using raw = createPoster(rawServer);
  const posters = new Map([
    [world.gateway, gateway],
    [rawServer, raw],
  ]);
  const plan = { rounds: ROUNDS, count: REQUESTS, warmUp: WARM_UP };
  const [ours, theirs] = await inTurns([world.gateway, rawServer], plan, async (server) =>
    posters.get(server)?.post('/graphql', body),
  );
  return { ours, theirs, bytes: text.length };
};
