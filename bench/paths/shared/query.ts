import { isDeepStrictEqual } from 'node:util';
import { type Bench, targetOf } from '../../harness/bench.ts';
import { ask } from '../../harness/graphql.ts';
import type { Load } from '../../harness/load.ts';
import type { PeerInstall } from '../../harness/peers.ts';
import type { Role } from '../../harness/result.ts';
import { ROOT, type Server } from '../../harness/server.ts';
import type { Contender } from '../../harness/throughput.ts';
import { createPoster } from '../../load/poster.ts';

/** Connections that carry load. */
export const CONNECTIONS = 32;

/** What tells an answer that is HTTP 200 and yet not what was asked for. */
const FORBIDDEN = ['"errors":', '"task":null'];

/** Sends requests to a process of the load once. @returns gives the name by which rounds find them */
export const preparedIn = (
  load: Load,
  name: string,
  requests: readonly string[],
): (() => Promise<{ name: string }>) => {
  let sent: Promise<unknown> | null = null;
  return async () => {
    sent ??= load.run('prepare', { name, requests });
    await sent;
    return { name };
  };
};

/** A server under a list of requests, in turn, over 32 connections. */
export const underRequests = (
  { load }: Bench,
  server: Server,
  role: Role,
  requests: readonly string[],
  connections = CONNECTIONS,
): Contender => {
  const { name, port } = server;
  const prepared = preparedIn(load, `${name} ${port} ${connections} ${requests[0]}`, requests);
  return {
    name,
    role,
    server,
    async run(durationMs) {
      const named = await prepared();
      return await load.run('http', { port, requests: named, connections, durationMs, forbidden: FORBIDDEN });
    },
  };
};

/** The longest that a turn of all requests may take. */
const WHOLE_TURN_MS = 120_000;

/** A contender whose requests were all sent once before the first round. */
export const afterWholeTurn = ({ load }: Bench, contender: Contender, requests: readonly string[]): Contender => ({
  ...contender,
  async warmUp() {
    const { port } = contender.server;
    const whole = { durationMs: WHOLE_TURN_MS, count: requests.length };
    await load.run('http', { port, requests, connections: CONNECTIONS, forbidden: FORBIDDEN, ...whole });
  },
});

const OF_A_CONNECTION = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']);

/** `node:http` that answers the bytes and headers that the gateway answers a request. */
export const rawHttp = async (bench: Bench, gateway: Server, request: string): Promise<Server> => {
  const [, method = '', path = ''] = /^(\w+) (\S+)/.exec(request) ?? [];
  const [head = '', body = ''] = request.split(/\r\n\r\n/, 2);
  const headers = head
    .split('\r\n')
    .slice(1)
    .map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])
    .filter(([name]) => !['host', 'content-length'].includes(name.toLowerCase()));
  const url = `http://127.0.0.1:${gateway.port}${path}`;
  const response = await fetch(url, { method, headers, ...(method === 'POST' && { body }) });
  const kept = [...response.headers].filter(([name]) => !OF_A_CONNECTION.has(name));
  const answer = { headers: Object.fromEntries(kept), body: await response.text() };
  const env = { ANSWER: await bench.file(`answer-${gateway.port}.json`, answer) };
  return await bench.server({ name: 'node:http', script: 'bench/limits/raw-http.ts', env });
};

interface PeerScript {
  readonly name: string;
  readonly script: string;
  readonly install: PeerInstall;
  readonly env?: Readonly<Record<string, string>>;
}

export const YOGA: PeerScript = { name: 'yoga', script: 'bench/servers/yoga.ts', install: 'graphql-17' };
export const YOGA_JIT: PeerScript = { ...YOGA, name: 'yoga + graphql-jit', env: { JIT: '1' } };
export const GRAPHQL_WS: PeerScript = {
  name: 'graphql-ws',
  script: 'bench/servers/graphql-ws.ts',
  install: 'graphql-17',
};
export const APOLLO: PeerScript = {
  name: 'Apollo Server',
  script: 'bench/servers/graphql-16/apollo.ts',
  install: 'graphql-16',
};
export const MERCURIUS: PeerScript = {
  name: 'mercurius jit',
  script: 'bench/servers/graphql-16/mercurius.ts',
  install: 'graphql-16',
};

/** What peers hold in memory: see servers/shared/graph.ts. */
export interface Fixture {
  readonly task?: object;
  readonly page?: object;
  readonly watched?: object;
}

/** Starts the peers that are installed. */
export const startPeers = async (
  bench: Bench,
  peers: readonly PeerScript[],
  ready: ReadonlySet<PeerInstall>,
  fixture: Fixture,
  flags: readonly string[] = [],
): Promise<Server[]> => {
  const file = await bench.file('fixture.json', fixture);
  const servers: Server[] = [];
  for (const { name, script, install, env } of peers) {
    if (!ready.has(install)) continue;
    const all = { FIXTURE: file, SCHEMA: `${ROOT}/schema.graphql`, ...env };
    servers.push(await bench.server({ name, script, env: all, flags }));
  }
  return servers;
};

/** @throws Error when a server answers a document otherwise than expected */
export const expectAnswer = async (server: Server, query: string, variables: object, expected: object) => {
  const answer = await ask<object>(targetOf(server), query, variables);
  if (isDeepStrictEqual(answer, expected)) return;
  throw new Error(`${server.name} answers ${JSON.stringify(answer)} and not ${JSON.stringify(expected)}`);
};

/** Posts one request, for a server that is not loaded yet. */
export const postOnce = async (port: number, request: string): Promise<void> => {
  const poster = createPoster(port, 1);
  try {
    await poster.post(Buffer.from(request));
  } finally {
    poster.close();
  }
};
