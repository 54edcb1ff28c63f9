import { GET_TASK, LIST_TASKS, SEPARATE_VOCALS } from '../documents.ts';
import type { Bench } from '../harness/bench.ts';
import { separationInput } from '../harness/graphql.ts';
import type { Server } from '../harness/server.ts';
import { tokenOf } from '../harness/viewers.ts';
import { COUNTER } from '../load/counter.ts';
import type { PushJob } from '../load/push-load.ts';
import { graphqlRequest, type Target } from '../load/requests.ts';
import { CONNECTIONS, preparedIn } from '../paths/shared/query.ts';
import { type Contender, together } from './compare.ts';
import type { Installation } from './installation.ts';
import { type OpenTask, READER } from './tasks.ts';

/** An installation with what was made for the load on it. */
export interface Site {
  readonly installation: Installation;
  readonly finished: readonly string[];
  readonly open: readonly OpenTask[];
}

const FORBIDDEN = ['"errors":', '"task":null'];

/** All nodes under requests, in equal parts. */
const underRequests = (
  { load }: Bench,
  { installation }: Site,
  what: string,
  requestsTo: (port: number) => readonly string[],
): Contender => {
  const { nodes } = installation;
  const connections = Math.ceil(CONNECTIONS / nodes.length);
  const lanes = nodes.map(({ port }) => ({ port, prepared: preparedIn(load, `${what} ${port}`, requestsTo(port)) }));
  return {
    installation,
    async run(durationMs) {
      const running = lanes.map(async ({ port, prepared }) => {
        const requests = await prepared();
        return await load.run('http', { port, requests, connections, durationMs, forbidden: FORBIDDEN });
      });
      return together(await Promise.all(running));
    },
  };
};

const reader = (port: number): Target => ({ port, authorization: READER });

export const finishedTasks = (bench: Bench, site: Site): Contender =>
  underRequests(bench, site, 'finished', (port) =>
    site.finished.map((id) => graphqlRequest(reader(port), GET_TASK, { id })),
  );

export const openTasks = (bench: Bench, site: Site): Contender =>
  underRequests(bench, site, 'open', (port) =>
    site.open.map(({ id, authorization }) => graphqlRequest({ port, authorization }, GET_TASK, { id })),
  );

export const taskPage = (bench: Bench, site: Site): Contender =>
  underRequests(bench, site, 'page', (port) => [graphqlRequest(reader(port), LIST_TASKS, { first: 20 })]);

/** Buyers in turn, so that no purchase waits for another one of its viewer. */
const BUYERS = 500;

export const purchases = (bench: Bench, site: Site): Contender => {
  const tokens = Array.from({ length: BUYERS }, (_, index) => tokenOf(`buyer-${index}`));
  return underRequests(bench, site, 'purchases', (port) =>
    tokens.map((authorization) =>
      graphqlRequest({ port, authorization }, SEPARATE_VOCALS, { input: separationInput(COUNTER) }),
    ),
  );
};

/** The sockets of one node, and the node that takes the callbacks about their tasks: the next one. */
interface Lane {
  readonly holder: Server;
  readonly taker: Server;
  readonly tasks: readonly OpenTask[];
}

export const lanesOf = ({ installation, open }: Site): Lane[] => {
  const { nodes } = installation;
  return nodes.map((holder, index) => ({
    holder,
    taker: nodes[(index + 1) % nodes.length] ?? holder,
    tasks: open.filter((_, place) => place % nodes.length === index),
  }));
};

/** Callbacks about tasks whose viewers listen at another node, where there is one; from the post to the message. */
export const callbacks = (bench: Bench, site: Site, perSecond: number | null): Contender => {
  const lanes = lanesOf(site).map(({ holder, taker, tasks }) => {
    const load = bench.loadOf(holder);
    const requests = tasks.map(({ callbackTo }) => callbackTo(taker.port));
    return { load, group: holder.name, port: taker.port, prepared: preparedIn(load, 'callbacks', requests) };
  });
  const pace: PushJob['pace'] =
    perSecond === null
      ? { kind: 'closed', atOnce: Math.ceil(CONNECTIONS / lanes.length) }
      : { kind: 'open', perSecond: perSecond / lanes.length };
  return {
    installation: site.installation,
    async run(durationMs) {
      const running = lanes.map(async ({ load, group, port, prepared }) =>
        load.run('push', { group, port, requests: await prepared(), durationMs, pace }),
      );
      return together(await Promise.all(running));
    },
  };
};
