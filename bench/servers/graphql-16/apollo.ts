import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { createResolvers, port, stopOnSignal, typeDefs } from '../shared/graph.ts';

/** Apollo Server 5 as its guide sets it up. */
async function* nothing() {}
const { Query, Mutation } = createResolvers(nothing);
const server = new ApolloServer({ typeDefs, resolvers: { Query, Mutation } });
await startStandaloneServer(server, { listen: { port, host: '127.0.0.1' } });
stopOnSignal();
