import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { CALLBACK_PATH } from '../paths.ts';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Texts that must not appear in any line, whoever logs them and wherever: the API key, the HMAC key and the like. */
  readonly secrets?: readonly string[];
  /** Where lines go; standard output by default. */
  readonly destination?: DestinationStream;
}

/** One JSON object per line. `child` adds fields to every line, e.g. the request id. */
export type Logger = PinoLogger;

const REDACTED = '[redacted]';

/** Fields that hold credentials by their very name, at the top and one level down. */
const CREDENTIAL_FIELDS = ['authorization', 'cookie', 'password', 'apiKey', 'token'].flatMap((name) => [
  name,
  `*.${name}`,
]);

/** What follows is as good as a password: whoever knows it can speak as the provider. */
const CALLBACK_TOKEN = new RegExp(`(${CALLBACK_PATH})[\\w-]+`, 'g');

/** As the secret looks inside a line of JSON. */
const inJson = (secret: string): string => JSON.stringify(secret).slice(1, -1);

/**
 * The last look at every line: a secret may hide in an error message of a library that nobody thought of, so names of
 * fields are not enough.
 */
const createScrubber = (secrets: readonly string[]): ((line: string) => string) => {
  const texts = [...new Set(secrets.filter((secret) => secret !== '').flatMap((secret) => [secret, inJson(secret)]))];
  return (line) =>
    texts.reduce((clean, text) => clean.replaceAll(text, REDACTED), line.replace(CALLBACK_TOKEN, '$1:token'));
};

export const createLogger = ({ level, secrets = [], destination }: LoggerOptions): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: CREDENTIAL_FIELDS, censor: REDACTED },
      hooks: { streamWrite: createScrubber(secrets) },
    },
    ...(destination ? [destination] : []),
  );
