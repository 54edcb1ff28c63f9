import { type Subscription, subscribe } from './subscription.ts';
import type { WebSocketClient } from './web-socket.ts';

/** Opens many sockets, one subscription each. */
export interface SocketsJob {
  /** The name by which later jobs find them. */
  readonly group: string;
  readonly subscription: Omit<Subscription, 'variables'>;
  /** The task that each socket watches. */
  readonly ids: readonly string[];
  /** As whom each socket is opened, in the same order; by default, all as the subscription says. */
  readonly authorizations?: readonly string[];
}

/** One socket and what it watches. */
export interface Watcher {
  readonly id: string;
  readonly client: WebSocketClient;
  /** Called with the version of each message. */
  onVersion: (version: number) => void;
}

export interface SocketGroup {
  readonly watchers: readonly Watcher[];
  /** The first socket that ended by itself, with the reason; null while all are there. */
  failure: string | null;
}

/** Handshakes under way at once. */
const AT_ONCE = 64;

const groups = new Map<string, SocketGroup>();

/** @throws Error when there is no such group, or one of its sockets has ended */
export const groupNamed = (name: string): SocketGroup => {
  const group = groups.get(name);
  if (group === undefined) throw new Error(`There are no sockets named ${name}.`);
  if (group.failure !== null) throw new Error(`A socket of ${name} ${group.failure}.`);
  return group;
};

/** Resolves once every socket has been told the state of its task. */
export const openSockets = async ({ group: name, subscription, ids, authorizations }: SocketsJob): Promise<void> => {
  const watchers: Watcher[] = [];
  const group: SocketGroup = { watchers, failure: null };
  groups.set(name, group);
  const open = (id: string, authorization: string | null): Promise<void> =>
    new Promise((resolve, reject) => {
      const client = subscribe(
        { ...subscription, authorization, variables: { id } },
        {
          onVersion: (version) => watcher.onVersion(version),
          onComplete: () => undefined,
          onEnd(reason) {
            group.failure ??= reason;
            reject(new Error(`A socket of ${name} ${reason}.`));
          },
        },
      );
      const watcher: Watcher = { id, client, onVersion: () => resolve() };
      watchers.push(watcher);
    });

  const waiting = ids.entries();
  const work = async (): Promise<void> => {
    for (const [index, id] of waiting) await open(id, authorizations?.[index] ?? subscription.authorization);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (const watcher of watchers) watcher.onVersion = () => undefined;
};

export const closeSockets = ({ group: name }: { readonly group: string }): void => {
  for (const { client } of groups.get(name)?.watchers ?? []) client.close();
  groups.delete(name);
};
