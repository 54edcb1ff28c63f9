import { createServer } from 'node:http';
import { useGraphQlJit } from '@envelop/graphql-jit';
import type { ExecutionArgs } from 'graphql';
import type { OperationResult } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { createPubSub, createSchema, createYoga } from 'graphql-yoga';
import { WebSocketServer } from 'ws';
import { createResolvers, port, stopOnSignal, type TaskMessage, takeCallback, typeDefs } from './shared/graph.ts';

/** GraphQL Yoga as its guide sets it up, subscriptions over graphql-ws; with graphql-jit where `JIT` is set. */
const pubSub = createPubSub<{ task: [id: string, message: TaskMessage] }>();
const resolvers = createResolvers((id) => pubSub.subscribe('task', id));

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  graphiql: false,
  logging: 'error',
  plugins: process.env['JIT'] === '1' ? [useGraphQlJit()] : [],
});

const server = createServer((request, response) => {
  if (!takeCallback(request, response, (id, message) => pubSub.publish('task', id, message))) yoga(request, response);
});
server.keepAliveTimeout = 600_000;

/** As the guide of GraphQL Yoga has it: Yoga's functions ride on the root value. */
interface RootValue {
  readonly execute: (args: ExecutionArgs) => OperationResult;
  readonly subscribe: (args: ExecutionArgs) => OperationResult;
}
type YogaArgs = ExecutionArgs & { readonly rootValue: RootValue };

useServer(
  {
    execute: (args) => (args as YogaArgs).rootValue.execute(args),
    subscribe: (args) => (args as YogaArgs).rootValue.subscribe(args),
    async onSubscribe(ctx, _id, params) {
      const enveloped = yoga.getEnveloped({ ...ctx, req: ctx.extra.request, socket: ctx.extra.socket, params });
      const { schema, execute, subscribe, contextFactory, parse, validate } = enveloped;
      const args = {
        schema,
        operationName: params.operationName,
        document: parse(params.query),
        variableValues: params.variables,
        contextValue: await contextFactory(),
        rootValue: { execute, subscribe },
      };
      const errors = validate(args.schema, args.document);
      return errors.length > 0 ? errors : args;
    },
  },
  new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false }),
);
server.listen({ port, host: '127.0.0.1', backlog: 4_096 });
stopOnSignal();
