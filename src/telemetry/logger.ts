import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { CALLBACK_PATH, UPLOAD_PATH } from '../paths.ts';
import { writePerTurn } from './write-per-turn.ts';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Texts that must not appear in any line: the API key, the HMAC key and the like. */
  readonly secrets?: readonly string[];
  /** Receives the lines; standard output by default. */
  readonly destination?: DestinationStream;
}

/** One JSON object per line. `child` adds fields to every line, e.g. the request id. */
export type Logger = PinoLogger;

const REDACTED = '[redacted]';

/** Names of fields that hold credentials, at the top level and one level below. */
const CREDENTIAL_FIELDS = ['authorization', 'cookie', 'password', 'apiKey', 'token'].flatMap((name) => [
  name,
  `*.${name}`,
]);

/**
 * A callback URL, or an upload URL. Its token is a password: with it, a request can report results as the provider does,
 * or store a file as a viewer.
 */
const PATH_TOKEN = new RegExp(`(${CALLBACK_PATH}|${UPLOAD_PATH})[\\w%.-]+`, 'g');

/** The secret as JSON escapes it. */
const inJson = (secret: string): string => JSON.stringify(secret).slice(1, -1);

/**
 * Removes secrets from whole lines. Redaction by the names of fields is not enough: a library may put a secret into the
 * message of an error.
 */
const createScrubber = (secrets: readonly string[]): ((line: string) => string) => {
  const texts = [...new Set(secrets.filter((secret) => secret !== '').flatMap((secret) => [secret, inJson(secret)]))];
  return (line) =>
    texts.reduce((clean, text) => clean.replaceAll(text, REDACTED), line.replace(PATH_TOKEN, '$1:token'));
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
    destination ?? writePerTurn(pino.destination({ dest: 1, sync: true })),
  );

/** The same logger for lines whose fields cannot hold credentials: it does not look for them by their names. */
export const withoutRedaction = (logger: Logger): Logger => logger.child({}, { redact: [] });
