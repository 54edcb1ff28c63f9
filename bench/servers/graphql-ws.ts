import { EventEmitter, on } from 'node:events';
import { createServer } from 'node:http';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { createResolvers, port, stopOnSignal, type TaskMessage, takeCallback, typeDefs } from './shared/graph.ts';

/** graphql-ws with graphql-js, as its guide sets it up, on an event emitter. */
const emitter = new EventEmitter().setMaxListeners(0);

const messagesOf = (id: string): AsyncIterable<TaskMessage> => {
  // Listens from here on, and not from the first look at the messages.
  const events = on(emitter, id);
  return {
    async *[Symbol.asyncIterator]() {
      for await (const [message] of events) yield message;
    },
  };
};

const server = createServer((request, response) => {
  if (takeCallback(request, response, (id, message) => emitter.emit(id, message))) return;
  response.writeHead(404).end();
});
server.keepAliveTimeout = 600_000;
useServer(
  { schema: makeExecutableSchema({ typeDefs, resolvers: createResolvers(messagesOf) }) },
  new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false }),
);
server.listen({ port, host: '127.0.0.1', backlog: 4_096 });
stopOnSignal();
