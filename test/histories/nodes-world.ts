import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import { createSurroundings, createTestDomain, type TestDomain, TIMING } from '../support/domain.ts';
import type { Gate } from '../support/life.ts';
import { hold } from './checks.ts';
import { createNetwork, type Place } from './network.ts';
import { createReaders, type Readers } from './readers.ts';
import { breakableBy, createHistoryWorld, type HistoryWorld } from './world.ts';

/** A gate that closes after some more passes, and opens when told. */
const createPause = () => {
  let passes = Number.POSITIVE_INFINITY;
  let opened = Promise.withResolvers<void>();
  return {
    get isClosed() {
      return passes <= 0;
    },
    async pass(): Promise<void> {
      while (passes <= 0) await opened.promise;
      passes -= 1;
    },
    closeAfter(count: number): void {
      passes = count;
    },
    open(): void {
      passes = Number.POSITIVE_INFINITY;
      opened.resolve();
      opened = Promise.withResolvers();
    },
  };
};

/** One of several gateways. */
export interface HistoryNode {
  readonly domain: TestDomain;
  readonly readers: Readers;
  readonly pause: ReturnType<typeof createPause>;
  readonly place: Place;
  /** The world as this node sees it, for one step. A node that stood still meanwhile may answer 503. */
  view(excuse: { isExcused: boolean }): HistoryWorld;
}

/** The store is shared: what a dead node held ends by itself. */
const shared = (store: TaskStore): TaskStore =>
  new Proxy(store, { get: (target, name) => (name === 'exclusive' ? false : Reflect.get(target, name)) });

/**
 * Three gateways on one store, one provider and one bad network; and one more that is never in trouble and does nothing by
 * itself, through which everything is looked at.
 *
 * @param seed decides what becomes of news.
 */
export const createNodesWorld = (seed: number) => {
  const surroundings = createSurroundings();
  const network = createNetwork(surroundings.clock, seed);
  const wrapStore = (store: TaskStore): TaskStore => breakableBy(state)(shared(store));
  const world = createHistoryWorld({ surroundings, wrapStore: shared, change: { events: network.join().events } });
  const state = world.store;
  let isCaughtUp = false;

  const createNode = (): HistoryNode => {
    const pause = createPause();
    const gate: Gate = pause;
    const place = network.join();
    const domain = createTestDomain({ surroundings, gate, wrapStore, change: { events: place.events } });
    const readers = createReaders(domain, () => isCaughtUp);
    const view: HistoryNode['view'] = (excuse) => {
      const store = {
        get isDown() {
          return state.isDown || excuse.isExcused;
        },
        set isDown(isDown) {
          state.isDown = isDown;
        },
      };
      // It hears what is lost and repeated, too: what is published need not rise.
      const own = { domain, readers, store, listen: () => undefined };
      return new Proxy(world, {
        get: (target, name) => Reflect.get(Object.hasOwn(own, name) ? own : target, name),
        set: (target, name, value) => Reflect.set(target, name, value),
      });
    };
    return { domain, readers, pause, place, view };
  };
  const nodes = [createNode(), createNode(), createNode()] as const;

  return {
    nodes,
    whole: Object.assign(world, {
      readers: {
        ...world.readers,
        readAll: async () => {
          for (const { readers } of nodes) await readers.readAll();
        },
      },
    }),
    /** Nothing was sent when the other nodes may have given it up. */
    checkSent(): void {
      for (const { taskId, at } of surroundings.provider.attempts) {
        const createdAt = world.seen.get(taskId)?.createdAt ?? at;
        hold(at < createdAt + TIMING.submissionLeaseMs, 'what was given up is not sent', { taskId, createdAt, at });
      }
    },
    /** Every node runs, and the network is well: from here on, everything is told in time. */
    endTrouble(): void {
      isCaughtUp = true;
      for (const { pause, place } of nodes) {
        pause.open();
        place.mood = 'well';
      }
    },
    async close(): Promise<void> {
      await Promise.all(nodes.map(({ domain }) => domain.reconciler.stop()));
      surroundings.db.close();
    },
  };
};

export type NodesWorld = ReturnType<typeof createNodesWorld>;
