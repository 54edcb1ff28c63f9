import { EventEmitter } from 'node:events';
import type { WebSocket as GraphQLSocket, Server } from 'graphql-ws';
import { expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { attach } from '../../src/http/socket/attach.ts';

it('has graphql-ws wait for nothing that it sends: a client that does not read may use ids again', () => {
  const opened: GraphQLSocket[] = [];
  const server: Pick<Server, 'opened'> = {
    opened(socket) {
      opened.push(socket);
      return async () => undefined;
    },
  };
  const socket = Object.assign(Object.create(WebSocket.prototype), new EventEmitter());
  const sendFrame = vi.fn();
  attach(server, socket, { sendFrame }, { error: vi.fn() }, undefined);
  expect(opened[0]?.send('text')).toBeUndefined();
  expect(sendFrame).toHaveBeenCalledOnce();
});
