import { hkdfSync } from 'node:crypto';
import { createCallbackReceiver } from './callbacks/callback-receiver.ts';
import type { Config } from './config/config.ts';
import { createAccount } from './domain/account.ts';
import { longestPurchase } from './domain/tasks/buying/submission.ts';
import { createCallbackTokens } from './domain/tasks/callbacks/callback-tokens.ts';
import { createTaskDomain } from './domain/tasks/task-domain.ts';
import { createMemoryTaskEvents } from './events/memory-task-events.ts';
import { createAuthenticator } from './http/auth/create-authenticator.ts';
import { createHttpServer } from './http/http-server.ts';
import { createMemoryPurchaseRateLimiter, LONGEST_WAIT_MS } from './limits/memory-purchase-rate-limiter.ts';
import { CALLBACK_PATH } from './paths.ts';
import { toGraphQLError } from './schema/errors.ts';
import { createExampleOperations } from './schema/example-operations.ts';
import { schema } from './schema/index.ts';
import { openDatabase } from './store/sqlite/open.ts';
import { createSqliteTaskStore } from './store/sqlite/sqlite-task-store.ts';
import { systemClock as clock, steadyClock } from './system-clock.ts';
import { type EventLoopMonitor, startEventLoopMonitor } from './telemetry/event-loop-monitor.ts';
import type { Logger } from './telemetry/logger.ts';
import { createMetrics } from './telemetry/metrics.ts';
import { combineTaskMetrics, createOperatorWarnings } from './telemetry/operator-warnings.ts';
import { createKieProvider } from './upstream/kie/provider.ts';
import { createTransport } from './upstream/kie/transport.ts';
import { withPurchaseCircuitBreaker } from './upstream/purchase-circuit-breaker.ts';

/** The gateway, everybody plugged together. */
export interface App {
  /** Begins to work. @returns the port that was listened on. */
  start(): Promise<{ readonly port: number }>;
  /** Leaves in good order, within the configured grace period. */
  stop(): Promise<void>;
}

/** The part of the grace period in which answers of the provider are waited for. */
const PATIENCE = 0.8;

/** An instrumental to begin with: the mock has one. Whoever sells speaks https, and none of its files is free. */
const sampleOf = (providerUrl: string): string =>
  providerUrl.startsWith('http:') ? `${providerUrl}/media/sample/instrumental.mp3` : 'https://…/instrumental.mp3';

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

/** Without secrets of its own the gateway derives one that all its nodes share from the key that they share. */
const callbackSecretsOf = ({ callbackSecrets, provider }: Config): readonly [string, ...string[]] => {
  const [first, ...rest] = callbackSecrets ?? [];
  if (first !== undefined) return [first, ...rest];
  return [Buffer.from(hkdfSync('sha256', provider.apiKey, '', 'stemgate callback tokens', 32)).toString('base64url')];
};

export const createApp = (config: Config, logger: Logger): App => {
  const { http, graphql, provider: upstream } = config;
  let publicUrl = http.publicUrl;
  let loopMonitor: EventLoopMonitor | null = null;

  const metrics = createMetrics();
  const taskMetrics = combineTaskMetrics(metrics.tasks, createOperatorWarnings({ logger, clock: steadyClock }));
  const store = createSqliteTaskStore(openDatabase(config.databaseFile), steadyClock);
  const events = createMemoryTaskEvents();
  const rateLimiter = createMemoryPurchaseRateLimiter(upstream.rate, steadyClock);
  const tokens = createCallbackTokens(callbackSecretsOf(config));
  const { proxies } = config;
  const { url: baseUrl, apiKey, timeoutMs } = upstream;
  const transport = createTransport({ baseUrl, apiKey, timeoutMs, proxies });
  const secrets = [upstream.apiKey, ...(upstream.hmacKey === null ? [] : [upstream.hmacKey])];
  const provider = withPurchaseCircuitBreaker(
    createKieProvider({ transport, dialect: upstream.dialect, secrets }),
    logger,
  );
  const account = createAccount(provider, config.prices, clock);

  const { tasks, callbackHandler, reconciler, purchases, recovery } = createTaskDomain({
    store,
    events,
    provider,
    rateLimiter,
    tokens,
    callbackUrl: (token) => `${publicUrl}${CALLBACK_PATH}${token}`,
    clock,
    timing: { ...config.timing, submissionLeaseMs: longestPurchase(LONGEST_WAIT_MS, upstream.timeoutMs) },
    retention: { retentionMs: config.retentionMs },
    rules: config.inputRules,
    prices: config.prices,
    budget: config.budget,
    metrics: taskMetrics,
    logger,
  });

  const server = createHttpServer({
    schema,
    toGraphQLError,
    services: { tasks, account, clock },
    authenticator: createAuthenticator(config.auth, proxies),
    callbacks: createCallbackReceiver({
      tokens,
      callbackHandler,
      dialect: upstream.dialect,
      hmacKey: upstream.hmacKey,
      clock,
      metrics: taskMetrics,
      logger,
    }),
    ready: async () => {
      await Promise.all([store.ping(), events.ping()]);
    },
    logger,
    metrics,
    origins: http.origins,
    introspection: graphql.introspection,
    graphiql: graphql.graphiql ? createExampleOperations(sampleOf(upstream.url)) : null,
    trustedDocuments: graphql.trustedDocuments,
    timeouts: { keepAliveMs: http.keepAliveMs },
    limits: { socketsPerViewer: http.socketsPerViewer, subscriptionsPerSocket: http.subscriptionsPerSocket },
  });

  return {
    async start() {
      // Only one process uses this store, so a purchase that is still undecided belongs to an earlier process. The port
      // is taken first: a second gateway that was started by mistake ends there, and has changed nothing.
      const interrupted = await recovery.restoreRateWindow();
      const { port } = await server.listen(http.port, http.host);
      publicUrl ??= `http://localhost:${port}`;
      await recovery.takeOver(interrupted);
      reconciler.start();
      loopMonitor = startEventLoopMonitor(logger);
      return { port };
    },

    async stop() {
      const graceMs = http.shutdownGraceMs;
      const patience = AbortSignal.timeout(Math.floor(graceMs * PATIENCE));
      const asked = reconciler.stop();
      await Promise.all([server.drain(graceMs), purchases.drain(patience), Promise.race([asked, aborted(patience)])]);
      // Cuts off what is still being asked; tasks are asked about again after the next start.
      await transport.close();
      await asked;
      await Promise.all([store.close(), events.close()]);
      loopMonitor?.stop();
    },
  };
};
