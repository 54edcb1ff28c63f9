import { EventEmitter, on } from 'node:events';
import { fastify } from 'fastify';
import mercurius from 'mercurius';
import {
  type Callback,
  createResolvers,
  port,
  readCallback,
  stopOnSignal,
  type TaskMessage,
  typeDefs,
} from '../shared/graph.ts';

/** mercurius with its jit from the first request on. */
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

const app = fastify({ keepAliveTimeout: 600_000 });
await app.register(mercurius, {
  schema: typeDefs,
  resolvers: createResolvers(messagesOf),
  jit: 1,
  subscription: true,
});
app.post<{ Body: Callback }>('/callbacks/:id', async (request) => {
  const { id, message } = readCallback(request.url, request.body);
  emitter.emit(id, message);
  return 'ok\n';
});
await app.listen({ port, host: '127.0.0.1', backlog: 4_096 });
stopOnSignal();
