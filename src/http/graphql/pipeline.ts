import type { GraphQLSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { Account } from '../../domain/account.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { TaskService } from '../../domain/tasks/task-service.ts';
import { GRAPHQL_PATH } from '../../paths.ts';
import type { RequestContext } from '../../resolvers/context.ts';
import { createLoaders } from '../../resolvers/loaders.ts';
import { createBoundsCheck, type OperationBounds } from './bounds.ts';
import type { Caller, HttpCall, PipelinePlugin } from './caller.ts';
import { createDocumentCache, noErrorCache } from './document-cache.ts';
import { createEngine, type OnMessage } from './engine.ts';
import type { PresentErrors } from './present-errors.ts';
import type { TrustedDocuments } from './trusted-documents.ts';
import { useResults } from './use-answers.ts';
import { useEngine } from './use-engine.ts';
import { useOperationGuards } from './use-operation-guards.ts';
import { useRequestParameters } from './use-request-parameters.ts';

/** What the operations of clients act on. */
export interface Services {
  readonly tasks: TaskService;
  readonly account: Account;
  readonly clock: Clock;
}

export interface PipelineOptions {
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly bounds: OperationBounds;
  readonly introspection: boolean;
  readonly documents: TrustedDocuments;
  readonly presentErrors: PresentErrors;
  readonly onMessage: OnMessage;
  /** Between signs of life on a stream over HTTP. */
  readonly heartbeatMs: number;
}

/** Yoga answers 200 to any path that ends like this; no URL can. */
const NO_PATH = ' ';

/**
 * How an operation runs, whichever way it came: HTTP asks `handleRequest`, sockets use `getEnveloped`, and the plugins
 * hold for both. Masking is not among them, because Yoga's knows no request ids: each transport calls `presentErrors`
 * on what it sends.
 */
export const createPipeline = (options: PipelineOptions) => {
  const { schema, services, bounds, introspection, documents, presentErrors, onMessage, heartbeatMs } = options;
  const boundsCheck = createBoundsCheck({ schema, bounds, introspection });
  const engine = createEngine({
    maxTokens: bounds.tokens,
    bounds: boundsCheck,
    suggestions: introspection,
    clock: services.clock,
    onMessage,
  });

  const plugins: PipelinePlugin[] = [
    useRequestParameters(documents),
    useEngine(engine),
    useOperationGuards(boundsCheck),
    useResults(presentErrors, heartbeatMs),
  ];

  return createYoga<HttpCall, Omit<RequestContext, keyof Caller>>({
    schema,
    plugins,
    context: ({ viewer }) => ({ ...services, loaders: createLoaders(viewer, services.tasks) }),
    parserAndValidationCache: { documentCache: createDocumentCache(), errorCache: noErrorCache },
    graphqlEndpoint: GRAPHQL_PATH,
    healthCheckEndpoint: NO_PATH,
    landingPage: false,
    graphiql: false,
    cors: false,
    multipart: false,
    batching: false,
    maskedErrors: false,
    maxRequestBodySize: false,
    logging: false,
  });
};

export type Pipeline = ReturnType<typeof createPipeline>;
