import { existsSync } from 'node:fs';
import { createApp } from './app.ts';
import { type Config, ConfigError, readConfig } from './config/config.ts';
import { describeProxies, proxySecrets } from './config/proxies.ts';
import { StoreUnavailableError } from './domain/tasks/errors.ts';
import { onNpmEnd } from './npm-end.ts';
import { GRAPHQL_PATH } from './paths.ts';
import { UnusableRedisError } from './redis/unusable-redis-error.ts';
import { UnusableStoreError } from './store/index.ts';
import { createLogger } from './telemetry/logger.ts';

/** The password in a URL, as it is written there and as it is meant. */
const passwordsOf = (url: string): string[] => {
  const { password } = URL.canParse(url) ? new URL(url) : { password: '' };
  return password === '' ? [] : [password, decodeURIComponent(password)];
};

/** The settings that must never be logged. */
const secretsOf = ({
  provider,
  callbackSecrets,
  auth,
  proxies,
  databaseUrl,
  redisUrl,
  telemetry,
}: Config): string[] => {
  const viewers = auth.kind === 'api-key' ? auth.keys.map(({ key }) => key) : [];
  const shared = auth.kind === 'jwt' && 'secret' in auth.verification ? [auth.verification.secret] : [];
  const ofProxies = proxies === null ? [] : proxySecrets(proxies);
  const ofServers = [databaseUrl, redisUrl ?? ''].flatMap(passwordsOf);
  return [
    provider.apiKey,
    provider.hmacKey ?? '',
    ...callbackSecrets,
    ...viewers,
    ...shared,
    ...ofProxies,
    ...ofServers,
    ...(telemetry?.secrets ?? []),
  ];
};

const run = async (): Promise<void> => {
  // Variables that are set already win over those of the file.
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { config, warnings } = readConfig(process.env);
  const logger = createLogger({ level: config.logLevel, secrets: secretsOf(config) });
  for (const warning of warnings) logger.warn(warning);
  if (config.proxies !== null) logger.info(describeProxies(config.proxies), 'other hosts are reached through a proxy');

  const app = createApp(config, logger);
  // Until the server listens, nothing else keeps the process alive while it waits for a locked database.
  const keepAlive = setInterval(() => {}, 60_000);
  const { port } = await app.start().finally(() => clearInterval(keepAlive));

  let isStopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    isStopping = true;
    logger.info({ signal }, 'stopping');
    try {
      await app.stop();
      process.exit(0);
    } catch (error) {
      logger.error({ err: error }, 'error while shutting down');
      process.exit(1);
    }
  };
  // Once: a second signal finds no handler, and ends the process at once.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  onNpmEnd(() => {
    // After a signal the gateway stops already, and npm may end before it.
    if (!isStopping) void stop('SIGTERM');
  });
  // Printed after the signal handlers are set: a script may read this line and send SIGTERM at once.
  console.log(`stemgate: http://localhost:${port}${GRAPHQL_PATH}`);
};

/** A start-up error as a line of text where the operator can fix it; any other error as it is, with its stack. */
const startupMessage = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  if ('syscall' in error && ['listen', 'getaddrinfo'].includes(String(error.syscall))) {
    return `HOST and PORT cannot be listened on: ${error.message}`;
  }
  const kinds = [ConfigError, UnusableStoreError, UnusableRedisError, StoreUnavailableError];
  const isOperators = kinds.some((kind) => error instanceof kind);
  return isOperators ? error.message : error;
};

try {
  await run();
} catch (error) {
  console.error(startupMessage(error));
  process.exit(1);
}
