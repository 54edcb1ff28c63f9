import { checkSharedAdapters, createSharedAdapters } from './adapters.ts';
import { createCallbackReceiver } from './callbacks/callback-receiver.ts';
import type { Config } from './config/config.ts';
import { createAccount } from './domain/account.ts';
import type { Clock } from './domain/ports/clock.ts';
import type { TaskStore } from './domain/ports/task-store.ts';
import { untraced } from './domain/ports/task-tracing.ts';
import { longestPurchase } from './domain/tasks/buying/submission.ts';
import { createCallbackTokens, digestOfSecret } from './domain/tasks/callbacks/callback-tokens.ts';
import { createPruner } from './domain/tasks/pruner.ts';
import { createTaskDomain } from './domain/tasks/task-domain.ts';
import { createUploadTokens } from './domain/uploads/upload-tokens.ts';
import { createUploads } from './domain/uploads/uploads.ts';
import { whenAborted } from './domain/when-aborted.ts';
import { createAuthenticator } from './http/auth/create-authenticator.ts';
import { createHttpServer } from './http/http-server.ts';
import { CALLBACK_PATH, MIDI_PATH, UPLOAD_PATH } from './paths.ts';
import { toGraphQLError } from './schema/errors.ts';
import { createExampleOperations, sampleUrl } from './schema/example-operations.ts';
import { schema } from './schema/index.ts';
import { planShutdown } from './shutdown.ts';
import { createSharedClock, openTaskStore } from './store/index.ts';
import { steadyClock, systemClock } from './system-clock.ts';
import { type EventLoopMonitor, startEventLoopMonitor } from './telemetry/event-loop-monitor.ts';
import { type Logger, withoutRedaction } from './telemetry/logger.ts';
import { createMetrics, type Metrics } from './telemetry/metrics.ts';
import { createOddityRecorder } from './telemetry/oddities.ts';
import type { Telemetry } from './telemetry/opentelemetry/start.ts';
import { combineTaskMetrics, createOperatorWarnings } from './telemetry/operator-warnings.ts';
import { createCallbackVerifier } from './upstream/kie/callback-verifier.ts';
import { createKieApi } from './upstream/kie/create-api.ts';
import { createKieFileHost } from './upstream/kie/file-host.ts';
import { createKieProvider } from './upstream/kie/provider.ts';
import { createTransport } from './upstream/kie/transport.ts';
import { withPurchaseCircuitBreaker } from './upstream/purchase-circuit-breaker.ts';

/** The gateway as a whole. */
export interface App {
  /** Opens the store and begins to work. @returns the port that was listened on. */
  start(): Promise<{ readonly port: number }>;
  /** Shuts down gracefully, within the configured grace period. */
  stop(): Promise<void>;
}

/** What is there before the gateway. */
interface Parts {
  readonly metrics: Metrics;
  /** Null: no OpenTelemetry. */
  readonly telemetry: Telemetry | null;
  /** It is open. */
  readonly store: TaskStore;
  readonly clock: Clock;
}

/** Loads OpenTelemetry where it is wanted, and nothing of it otherwise. */
const openTelemetry = async (config: Config, logger: Logger, { list }: Metrics): Promise<Telemetry | null> => {
  if (config.telemetry === null) return null;
  const { startTelemetry } = await import('./telemetry/opentelemetry/start.ts');
  return await startTelemetry(config.telemetry, { readMetrics: list, clock: steadyClock, logger });
};

/** The gateway on its store. */
const createGateway = async (
  config: Config,
  logger: Logger,
  { metrics, telemetry, store, clock }: Parts,
): Promise<App> => {
  const { http, graphql, provider: upstream } = config;
  let publicUrl = http.publicUrl;
  let loopMonitor: EventLoopMonitor | null = null;
  const tracing = telemetry?.tracing ?? null;

  const taskMetrics = combineTaskMetrics(metrics.tasks, createOperatorWarnings({ logger, clock: steadyClock }));
  const shared = await createSharedAdapters(config, store.exclusive, steadyClock, logger);
  const { events, rateLimiter } = shared;
  const tokens = createCallbackTokens(config.callbackSecrets);
  const { url: baseUrl, apiKey, timeoutMs } = upstream;
  const transport = createTransport({
    baseUrl,
    apiKey,
    timeoutMs,
    proxies: config.proxies,
    ...(tracing && config.telemetry?.traces?.sendsTraceparent && { traceparent: tracing.tasks.current }),
  });
  const secrets = [upstream.apiKey, ...(upstream.hmacKey === null ? [] : [upstream.hmacKey])];
  const noteOddity = createOddityRecorder(metrics, logger);
  const { dialect } = upstream;
  const endpoints = createKieApi({ style: 'endpoints', dialect, noteOddity });
  // Also where nothing is bought there now: open tasks are read where they were bought.
  const jobs = createKieApi({ style: 'jobs', dialect, buys: upstream.jobs, noteOddity });
  const apis = dialect === 'kie' ? ([jobs, endpoints] as const) : ([endpoints] as const);
  const provider = withPurchaseCircuitBreaker(createKieProvider({ transport, apis, secrets }), logger);
  const account = createAccount(provider, config.prices, clock);
  const fileHost = createKieFileHost({
    baseUrl: config.uploads.url,
    apiKey,
    timeoutMs,
    proxies: config.proxies,
    secrets,
    logger,
  });
  const uploads = createUploads({
    host: fileHost,
    tokens: createUploadTokens(config.callbackSecrets),
    used: store.usedUploads,
    clock,
    rules: config.inputRules,
    limits: config.uploads.limits,
    putUrl: (token) => `${publicUrl}${UPLOAD_PATH}${token}`,
  });

  const { tasks, callbackHandler, reconciler, purchases, recovery, hub, notes } = createTaskDomain({
    store,
    events,
    provider,
    rateLimiter,
    rateWindow: shared.rateWindow,
    tokens,
    callbackUrl: (token) => `${publicUrl}${CALLBACK_PATH}${token}`,
    clock,
    steadyClock,
    timing: { ...config.timing, submissionLeaseMs: longestPurchase(rateLimiter.maxWaitMs, upstream.timeoutMs) },
    retention: { retentionMs: config.retentionMs },
    rules: config.inputRules,
    prices: config.prices,
    budget: config.budget,
    metrics: taskMetrics,
    tracing: tracing?.tasks ?? untraced,
    logger,
  });

  const pruner = createPruner({ store, clock, logger, keepMs: config.keepTasksMs, count: metrics.pruned });

  const server = createHttpServer({
    schema,
    toGraphQLError,
    services: { tasks, account, uploads, clock, links: { midiFile: (id) => `${publicUrl}${MIDI_PATH}${id}.mid` } },
    authenticator: await createAuthenticator(config.auth, config.proxies),
    callbacks: createCallbackReceiver({
      tokens,
      callbackHandler,
      verifier: createCallbackVerifier(endpoints, upstream.hmacKey, clock),
      clock: steadyClock,
      metrics: taskMetrics,
      logger,
      outcomeLogger: withoutRedaction(logger),
    }),
    requirements: [
      { name: 'store', missing: 'the store cannot be used', check: () => store.ping() },
      { name: 'event-bus', missing: 'the event bus cannot be reached', check: () => events.ping() },
    ],
    logger,
    metrics,
    tracing,
    origins: http.origins,
    introspection: graphql.introspection,
    graphiql: graphql.graphiql ? createExampleOperations(sampleUrl(upstream.url)) : null,
    trustedDocuments: graphql.trustedDocuments,
    timeouts: { keepAliveMs: http.keepAliveMs },
    limits: {
      sockets: http.maxSockets,
      socketsPerViewer: http.socketsPerViewer,
      subscriptionsPerSocket: http.subscriptionsPerSocket,
    },
  });

  return {
    async start() {
      await recovery.recover();
      const { port } = await server.listen(http.port, http.host);
      publicUrl ??= `http://localhost:${port}`;
      reconciler.start();
      pruner.start();
      loopMonitor = startEventLoopMonitor(logger);
      return { port };
    },

    async stop() {
      const graceMs = http.shutdownGraceMs;
      const { requestsTakenMs, providerAnswersMs } = planShutdown(graceMs);
      const timeout = AbortSignal.timeout(providerAnswersMs);
      const asked = Promise.all([reconciler.stop(), pruner.stop()]);
      // A node alone is away until it is started again: the sooner it ends, the better.
      const served = server.drain(graceMs, { isAlone: store.exclusive });
      const bought = Promise.race([served, steadyClock.wait(requestsTakenMs)]);
      await Promise.all([served, purchases.drain(bought, timeout), Promise.race([asked, whenAborted(timeout)])]);
      // Ends calls that still run; their tasks are polled again after the next start.
      await Promise.all([transport.close(), fileHost.close()]);
      await asked;
      await Promise.all([hub.close(), notes.flush()]);
      await Promise.all([store.close(), events.close(), telemetry?.close(planShutdown(graceMs).telemetrySentMs)]);
      loopMonitor?.stop();
    },
  };
};

export const createApp = (config: Config, logger: Logger): App => {
  let gateway: App | null = null;
  return {
    async start() {
      const metrics = createMetrics();
      const timeOfDay = createSharedClock(systemClock);
      await checkSharedAdapters(config, steadyClock);
      const clocks = { steady: steadyClock, timeOfDay };
      const [signs, ...accepts] = config.callbackSecrets;
      const secrets = [digestOfSecret(signs), ...accepts.map(digestOfSecret)] as const;
      const store = await openTaskStore(config.databaseUrl, clocks, { logger, walBytes: metrics.walBytes, secrets });
      try {
        const telemetry = await openTelemetry(config, logger, metrics);
        const system = config.databaseUrl.startsWith('file:') ? 'sqlite' : 'postgresql';
        const traced = telemetry?.tracing?.store(store, system) ?? store;
        gateway = await createGateway(config, logger, { metrics, telemetry, store: traced, clock: timeOfDay });
        return await gateway.start();
      } catch (error) {
        await store.close();
        throw error;
      }
    },
    async stop() {
      await gateway?.stop();
    },
  };
};
