import type { GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Account } from '../../domain/account.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { TaskService } from '../../domain/tasks/task-service.ts';
import type { Uploads } from '../../domain/uploads/uploads.ts';
import type { Links, RequestContext } from '../../resolvers/context.ts';
import { createLoaders } from '../../resolvers/loaders.ts';
import type { Caller } from './caller.ts';
import type { Engine } from './engine.ts';
import { observe } from './sources.ts';
import { useEngine } from './use-engine.ts';

/** What resolvers use. */
export interface Services {
  readonly tasks: TaskService;
  readonly account: Account;
  readonly uploads: Uploads;
  readonly clock: Clock;
  readonly links: Links;
}

/**
 * Yoga as the home of plugins: every transport parses, validates, executes and subscribes through `getEnveloped`. Its HTTP
 * server is not used, so all that belongs to it is off (docs/decisions/040-one-runner-for-all-transports.md). Masking is
 * off as well, because Yoga's masking does not know request ids: each transport calls `presentErrors` on what it sends.
 */
export const createGraphQLYoga = (schema: GraphQLSchema, services: Services, engine: Engine) => {
  const plugins: Plugin<Caller>[] = [useEngine(engine)];
  return createYoga<Caller, Omit<RequestContext, keyof Caller>>({
    schema,
    plugins,
    context({ viewer, sources }) {
      const used = sources === null ? services : observe(services, sources);
      return { ...used, loaders: createLoaders(viewer, used.tasks) };
    },
    // src/http/graphql/prepared-documents.ts keeps parsed and validated documents together.
    parserAndValidationCache: false,
    maskedErrors: false,
    graphiql: false,
    landingPage: false,
    logging: false,
  });
};

export type GraphQLYoga = ReturnType<typeof createGraphQLYoga>;
