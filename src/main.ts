import { existsSync } from 'node:fs';
import { createApp } from './app.ts';
import { type Config, ConfigError, readConfig } from './config/config.ts';
import { StoreUnavailableError } from './domain/tasks/errors.ts';
import { GRAPHQL_PATH } from './paths.ts';
import { DatabaseFileError } from './store/sqlite/open.ts';
import { createLogger } from './telemetry/logger.ts';

/** Every text of the settings that must not be written anywhere. */
const secretsOf = ({ provider, callbackSecrets, auth }: Config): string[] => {
  const viewers = auth.kind === 'api-key' ? auth.keys.map(({ key }) => key) : [];
  const shared = auth.kind === 'jwt' && 'secret' in auth.verification ? [auth.verification.secret] : [];
  return [provider.apiKey, provider.hmacKey ?? '', ...(callbackSecrets ?? []), ...viewers, ...shared];
};

const run = async (): Promise<void> => {
  // What is set from outside wins.
  if (existsSync('.env')) process.loadEnvFile('.env');
  const { config, warnings } = readConfig(process.env);
  const logger = createLogger({ level: config.logLevel, secrets: secretsOf(config) });
  for (const warning of warnings) logger.warn(warning);

  const app = createApp(config, logger);
  // No door is open yet: nothing else keeps the process alive while a locked store is waited for.
  const awake = setInterval(() => {}, 60_000);
  const { port } = await app.start().finally(() => clearInterval(awake));

  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    logger.info({ signal }, 'stopping');
    try {
      await app.stop();
      process.exit(0);
    } catch (error) {
      logger.error({ err: error }, 'could not stop in good order');
      process.exit(1);
    }
  };
  // A second signal finds no listener, and ends the process at once.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  // Only now: whoever reads this may ask us to stop at once.
  console.log(`stemgate: http://localhost:${port}${GRAPHQL_PATH}`);
};

/** What keeps us from starting, in a line where the operator can mend it; any other error as it is. */
const complaintOf = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  if ('syscall' in error && ['listen', 'getaddrinfo'].includes(String(error.syscall))) {
    return `HOST and PORT cannot be listened on: ${error.message}`;
  }
  const isTheirs = [ConfigError, DatabaseFileError, StoreUnavailableError].some((kind) => error instanceof kind);
  return isTheirs ? error.message : error;
};

try {
  await run();
} catch (error) {
  console.error(complaintOf(error));
  process.exit(1);
}
