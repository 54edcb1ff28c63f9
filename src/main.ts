import { existsSync } from 'node:fs';
import { createApp } from './app.ts';
import { type Config, ConfigError, readConfig } from './config/config.ts';
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
  const { port } = await app.start();

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
  console.log(`stemgate: http://localhost:${port}/graphql`);
};

try {
  await run();
} catch (error) {
  // What the operator can mend needs no stack.
  const isTheirs = error instanceof ConfigError || error instanceof DatabaseFileError;
  const isAddress = error instanceof Error && 'syscall' in error && error.syscall === 'listen';
  console.error(isTheirs || isAddress ? (error as Error).message : error);
  process.exit(1);
}
