import type { GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Engine } from './engine.ts';
import { useEngine } from './use-engine.ts';

/**
 * Yoga runs the plugins: every transport parses, validates, executes and subscribes through its functions, which are made
 * once and not for each request. Its HTTP server is not used, so all that belongs to it is off
 * (docs/decisions/040-one-runner-for-all-transports.md). Masking is off as well, because Yoga's masking does not know
 * request ids: each transport calls `presentErrors` on what it sends.
 */
export const createGraphQLYoga = (schema: GraphQLSchema, engine: Engine) => {
  const plugins: Plugin[] = [useEngine(engine)];
  return createYoga({
    schema,
    plugins,
    // src/http/graphql/prepared-documents.ts keeps parsed and validated documents together.
    parserAndValidationCache: false,
    maskedErrors: false,
    graphiql: false,
    landingPage: false,
    logging: false,
  }).getEnveloped({});
};

export type GraphQLYoga = ReturnType<typeof createGraphQLYoga>;
