import { once } from 'node:events';
import { WebSocket } from 'ws';
import { WatchTaskDocument } from '../examples/generated/graphql.ts';
import type { Server } from './world.ts';

export interface Watching {
  readonly taskId: string;
  /** Called with the version of each message. */
  onVersion(version: number): void;
}

const VERSION = /"version":(\d+)/;

/** A socket that watches some tasks. Resolves once each has told its state. */
export const watch = async ({ origin }: Server, tasks: readonly Watching[]): Promise<WebSocket> => {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  const silent = new Set(tasks.keys());
  const query = WatchTaskDocument.toString();
  await new Promise<void>((resolve, reject) => {
    socket.on('close', (code) => reject(new Error(`a socket was closed with ${code}`)));
    socket.on('message', (data) => {
      const text = String(data);
      const index = Number(/"id":"(\d+)"/.exec(text)?.[1]);
      const version = VERSION.exec(text)?.[1];
      if (version === undefined) return reject(new Error(`a socket was told ${text}`));
      tasks[index]?.onVersion(Number(version));
      if (silent.delete(index) && silent.size === 0) resolve();
    });
    for (const [index, { taskId }] of tasks.entries()) {
      const payload = { query, variables: { id: taskId } };
      socket.send(JSON.stringify({ id: String(index), type: 'subscribe', payload }));
    }
  });
  return socket;
};

export const closeAll = async (sockets: readonly WebSocket[]): Promise<void> => {
  await Promise.all(
    sockets.map(async (socket) => {
      const closed = once(socket, 'close');
      socket.removeAllListeners('message');
      socket.close();
      await closed;
    }),
  );
};
