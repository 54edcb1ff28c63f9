import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import {
  AddVocalsDocument,
  ListTasksDocument,
  type TaskStateFragment,
  type TypedDocumentString,
  WatchTasksDocument,
  type WatchTasksSubscription,
} from '../../../examples/generated/graphql.ts';
import type { MockKie } from '../../../mock-server/index.ts';
import { purchasesAt, song } from '../../support/buying.ts';
import { eventually } from '../../support/eventually.ts';
import type { FaultsError } from '../../support/graph-client.ts';
import type { Node } from './open-nodes.ts';

/* Clients that use several gateways at once, as apps behind a load balancer do. */

type Answer<Result> = { readonly data?: Result | null; readonly errors?: FaultsError['faults'] };

const isRefused = (error: unknown): boolean =>
  error instanceof TypeError && (error.cause as { readonly code?: string } | undefined)?.code === 'ECONNREFUSED';

/** After so many faults a test has failed, and no more is asked. */
const MAX_FAULTS = 20;

export interface LoadOptions {
  readonly kie: MockKie;
  /** The gateways that there are, by now. */
  readonly nodes: () => readonly Node[];
  readonly buyers?: number;
  readonly readers?: number;
}

/** Clients at work until they are stopped. */
export interface Load {
  /** Purchases that were acknowledged so far. */
  readonly bought: number;
  /** Answers to queries so far. */
  readonly read: number;
  /** What was answered instead of a result, and may be tried again: codes. */
  readonly told: readonly string[];
  /** What no client should meet: other errors, statuses and broken connections. */
  readonly faults: readonly string[];
  /**
   * Lets every purchase under way come to its answer, and every task to its end. Each key was bought once, what was
   * acknowledged is there, and the subscriber has seen rising versions up to the end of each task.
   */
  settle(): Promise<void>;
}

export const startLoad = ({ kie, nodes, buyers = 2, readers = 1 }: LoadOptions): Load => {
  const bought = new Map<string, string>();
  const [told, faults]: [string[], string[]] = [[], []];
  const seen = new Map<string, TaskStateFragment>();
  let [turn, read, isOver] = [0, 0, false];

  /** The next one of the nodes, in turn. */
  const next = (): Node => {
    const all = nodes();
    turn += 1;
    const node = all[turn % all.length];
    if (!node) throw new Error('there is no node');
    return node;
  };

  /** One request; a connection that is refused sends it to the next node. Null: there was no answer to work with. */
  const ask = async <Result, Given extends object>(
    document: TypedDocumentString<Result, Given>,
    variables: Given,
  ): Promise<Result | null> => {
    for (;;) {
      try {
        const response = await fetch(`${next().origin}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/json' },
          body: JSON.stringify({ query: document.toString(), variables }),
        });
        const { data, errors = [] }: Answer<Result> = await response.json();
        if (response.status !== 200) faults.push(`status ${response.status}`);
        for (const { extensions, message } of errors) {
          const code = String(extensions?.['code']);
          (code === 'STORE_UNAVAILABLE' ? told : faults).push(code === 'undefined' ? message : code);
        }
        return errors.length > 0 ? null : (data ?? null);
      } catch (error) {
        if (!isRefused(error)) {
          faults.push(`${error} ${error instanceof Error ? error.cause : ''}`);
          return null;
        }
        await pause(20);
      }
    }
  };

  /** Buys one song for one key, however often that takes. */
  const buyOne = async (key: string): Promise<void> => {
    for (; faults.length < MAX_FAULTS; await pause(100)) {
      const answer = await ask(AddVocalsDocument, { input: song(kie, { title: key, idempotencyKey: key }) });
      const { task, userErrors } = answer?.addVocals ?? { task: null, userErrors: [] };
      for (const { code, retryable } of userErrors) (retryable ? told : faults).push(code);
      if (task) return void bought.set(key, task.id);
    }
  };

  const buy = async (buyer: number): Promise<void> => {
    for (let count = 0; !isOver; count += 1, await pause(50)) await buyOne(`buyer ${buyer}, song ${count}`);
  };

  const list = async (): Promise<void> => {
    for (; !isOver; await pause(10)) if (await ask(ListTasksDocument, { first: 10 })) read += 1;
  };

  const sockets = createClient({
    url: () => `${next().origin.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: () => pause(20),
    shouldRetry: () => true,
  });
  /** Read anew with each connection: where the subscription goes on. */
  const place = { after: '0' };
  const see = ({ cursor, task }: WatchTasksSubscription['tasksUpdated']): void => {
    const before = seen.get(task.id);
    if (before && before.version >= task.version) faults.push(`version ${task.version} after ${before.version}`);
    seen.set(task.id, task);
    place.after = cursor;
  };
  const watch = async (): Promise<void> => {
    const query = WatchTasksDocument.toString();
    while (!isOver) {
      try {
        for await (const { data } of sockets.iterate<WatchTasksSubscription>({ query, variables: place })) {
          if (data) see(data.tasksUpdated);
        }
      } catch (error) {
        const codes = Array.isArray(error) ? error.map(({ extensions }) => String(extensions?.code)) : [String(error)];
        for (const code of codes) (code === 'STORE_UNAVAILABLE' ? told : faults).push(code);
        await pause(50);
      }
    }
  };

  const work = [...Array.from({ length: buyers }, (_, buyer) => buy(buyer)), ...Array.from({ length: readers }, list)];
  const watching = watch();

  return {
    get bought() {
      return bought.size;
    },
    get read() {
      return read;
    },
    told,
    faults,
    async settle() {
      isOver = true;
      await Promise.all(work);
      await eventually(() => {
        for (const [key, id] of bought) expect(seen.get(id)?.status, key).toBe('SUCCEEDED');
      });
      await sockets.dispose();
      await watching;
      const charged = kie.ledger().filter(({ kind }) => kind === 'charge');
      expect(new Set(bought.values()).size, 'each key has a task of its own').toBe(bought.size);
      expect(charged.map(({ taskId }) => taskId).sort(), 'each key was charged once').toEqual(
        [...bought.values()].map((id) => seen.get(id)?.upstreamTaskId).sort(),
      );
      const titles = purchasesAt(kie).map(({ request }) => request['title']);
      expect(titles.sort(), 'and sent once').toEqual([...bought.keys()].sort());
    },
  };
};
