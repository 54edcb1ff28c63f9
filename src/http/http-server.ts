import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphQLSchema } from 'graphql';
import { CALLBACK_PATH, GRAPHQL_PATH, MIDI_PATH, UPLOAD_PATH } from '../paths.ts';
import { planShutdown } from '../shutdown.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import type { Authenticator } from './auth/authenticator.ts';
import { createConnectionQuota } from './connection-quota.ts';
import { createBoundsCheck, DEFAULT_BOUNDS, type OperationBounds } from './graphql/bounds.ts';
import { createContextFactory } from './graphql/context.ts';
import { createEngine } from './graphql/engine.ts';
import { createEnveloped } from './graphql/enveloped.ts';
import { createKeptAnswers } from './graphql/kept-answers.ts';
import { createPlans, DEFAULT_PLANS } from './graphql/plans.ts';
import { createPrepare } from './graphql/prepare.ts';
import { createErrorPresenter, type ToGraphQLError } from './graphql/present-errors.ts';
import { createRun } from './graphql/run.ts';
import type { Services } from './graphql/services.ts';
import { createTrustedDocuments } from './graphql/trusted-documents.ts';
import { type CallbackReceiver, createCallbackHandler } from './handlers/callbacks.ts';
import { createGraphiQLPage, type GraphiQLTab } from './handlers/graphiql.ts';
import { createGraphQLHandler } from './handlers/graphql.ts';
import { createLiveHandler, createMetricsHandler, createReadyHandler, type Requirement } from './handlers/health.ts';
import { createMidiHandler } from './handlers/midi.ts';
import { createUploadHandler } from './handlers/uploads.ts';
import {
  CONNECTIONS_PER_SOCKET,
  type ConfiguredLimits,
  DEFAULT_LIMITS,
  type HttpLimits,
  WAITING_CONNECTIONS,
} from './limits.ts';
import { createOpenConnections } from './open-connections.ts';
import { createOrigins } from './origins.ts';
import { createPushObserver } from './push.ts';
import { createRouter, DEFAULT_TIMEOUTS, type HttpTimeouts } from './router.ts';
import { createSendStream } from './send-stream.ts';
import { createAdmission } from './socket/admission.ts';
import { createHeartbeat } from './socket/heartbeat.ts';
import { createSocketProtocol } from './socket/protocol.ts';
import { createUpgradeHandler } from './socket/upgrade-handler.ts';
import { traceGraphQL, traceRoutes } from './traced.ts';

/** Answers of queries that are kept: some ten thousand. */
const MAX_KEPT_BYTES = 67_108_864;

export interface HttpServerOptions {
  readonly schema: GraphQLSchema;
  /** What a client may see of an error; null for an unexpected one, which is masked. */
  readonly toGraphQLError: ToGraphQLError;
  readonly services: Services;
  readonly authenticator: Authenticator;
  readonly callbacks: CallbackReceiver;
  /** What the gateway needs to take traffic. */
  readonly requirements: readonly Requirement[];
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Null: nothing is traced. */
  readonly tracing: Tracing | null;
  /** Allowed origins of web pages. With GraphiQL the own origin must be among them. */
  readonly origins: readonly string[];
  /** Whether clients may introspect the schema, and whether errors may suggest names. */
  readonly introspection: boolean;
  /** Example tabs of GraphiQL; null: GraphiQL is off. */
  readonly graphiql: readonly GraphiQLTab[] | null;
  /** The trusted documents, text by hash; null: every document may run. */
  readonly trustedDocuments: ReadonlyMap<string, string> | null;
  readonly limits: ConfiguredLimits & Partial<HttpLimits>;
  readonly bounds?: Partial<OperationBounds>;
  readonly timeouts?: Partial<HttpTimeouts>;
}

/** The HTTP server of the gateway: GraphQL, callbacks, health, metrics. */
export interface HttpServer {
  /** @returns the port: the actual one when `port` is 0. */
  listen(port: number, host: string): Promise<{ readonly port: number }>;
  /**
   * Graceful shutdown: `/readyz` answers 503 from now on, accepted requests are answered, sockets and streams are ended one
   * by one over most of `graceMs`, then the server stops listening: beside others not before a load balancer has noticed.
   * Connections still open after `graceMs` are closed.
   */
  drain(graceMs: number, options?: { readonly isAlone: boolean }): Promise<void>;
}

export const createHttpServer = (options: HttpServerOptions): HttpServer => {
  const { schema, services, authenticator, logger, introspection, metrics, tracing } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const bounds = { ...DEFAULT_BOUNDS, ...options.bounds };
  let draining = false;
  const isDraining = () => draining;

  const origins = createOrigins(options.origins, logger);
  const quota = createConnectionQuota(limits.socketsPerViewer);
  const openConnections = createOpenConnections();
  const heartbeat = createHeartbeat({ intervalMs: limits.heartbeatMs, maxWaitingBytes: limits.waitingBytes });
  const documents = createTrustedDocuments(options.trustedDocuments);
  const presentErrors = createErrorPresenter(options.toGraphQLError);

  const boundsCheck = createBoundsCheck({ schema, bounds, introspection });
  const engine = createEngine({
    bounds,
    boundsCheck,
    suggestions: introspection,
    plans: createPlans({
      schema,
      ...DEFAULT_PLANS,
      onError: (error) => logger.warn({ err: error }, 'could not compile an operation'),
    }),
    onSubscribe: createPushObserver(services.clock, metrics.http, tracing),
  });
  const enveloped = createEnveloped(schema, engine);
  const untraced = {
    prepare: createPrepare(enveloped, createContextFactory(services)),
    run: createRun(enveloped, boundsCheck),
  };
  const { prepare, run } = traceGraphQL(untraced, tracing);

  const graphql = createGraphQLHandler({
    documents,
    prepare,
    run,
    answers: createKeptAnswers({ ...services, maxBytes: MAX_KEPT_BYTES }),
    authenticator,
    origins,
    quota,
    presentErrors,
    graphiql: options.graphiql && createGraphiQLPage(options.graphiql),
    sendStream: createSendStream({
      openConnections,
      metrics: metrics.http,
      heartbeatMs: limits.heartbeatMs,
      stuckMs: limits.stuckMs,
    }),
    maxBodyBytes: limits.bodyBytes,
  });

  const upgradeHandler = createUpgradeHandler({
    path: GRAPHQL_PATH,
    origins,
    heartbeat,
    openConnections,
    logger,
    isDraining,
    metrics: metrics.http,
    maxFrameBytes: limits.frameBytes,
    maxSockets: limits.sockets,
    maxUnauthenticated: limits.unauthenticatedSockets,
    serve: createSocketProtocol({
      prepare,
      run,
      documents,
      presentErrors,
      admit: createAdmission({ authenticator, quota }),
      metrics: metrics.http,
      maxSubscriptions: limits.subscriptionsPerSocket,
      initTimeoutMs: limits.initTimeoutMs,
    }),
  });

  const server = createRouter({
    routes: traceRoutes(
      [
        { path: GRAPHQL_PATH, name: 'graphql', handler: graphql },
        { path: CALLBACK_PATH, name: 'callbacks', handler: createCallbackHandler(options.callbacks) },
        {
          path: MIDI_PATH,
          name: 'midi',
          handler: createMidiHandler({ authenticator, origins, read: services.tasks.midiFile }),
        },
        {
          path: UPLOAD_PATH,
          name: 'uploads',
          handler: createUploadHandler({ uploads: services.uploads, origins, isDraining }),
          takesFiles: true,
        },
        { path: '/livez', name: 'livez', handler: createLiveHandler() },
        { path: '/readyz', name: 'readyz', handler: createReadyHandler(options.requirements, isDraining) },
        { path: '/metrics', name: 'metrics', handler: createMetricsHandler(metrics) },
      ],
      tracing,
    ),
    onUpgrade: upgradeHandler,
    logger,
    metrics: metrics.http,
    isDraining,
    maxConnections: Math.ceil(limits.sockets * CONNECTIONS_PER_SOCKET),
    unreadMs: limits.stuckMs,
    timeouts: { ...DEFAULT_TIMEOUTS, ...options.timeouts },
  });

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen({ port, host, backlog: WAITING_CONNECTIONS }, () => {
          server.off('error', reject);
          resolve({ port: (server.address() as AddressInfo).port });
        });
      }),

    async drain(graceMs, { isAlone } = { isAlone: true }) {
      draining = true;
      const { requestsTakenMs, connectionsEndedMs, connectionsClosedMs } = planShutdown(graceMs);
      openConnections.drain(connectionsEndedMs);
      const late = sleep(connectionsClosedMs, null, { ref: false });
      await Promise.race([Promise.all([openConnections.gone(), isAlone ? null : sleep(requestsTakenMs)]), late]);
      const closed = new Promise((resolve) => server.close(resolve));
      await Promise.race([closed, late]);
      heartbeat.terminateAll();
      server.closeAllConnections();
      await closed;
      openConnections.dispose();
      heartbeat.stop();
    },
  };
};
