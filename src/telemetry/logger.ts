import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { CALLBACK_PATH, UPLOAD_PATH } from '../paths.ts';
import { writeTogether } from './write-together.ts';

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
const createScrubber = (secrets: readonly string[]): ((lines: string) => string) => {
  const texts = [...new Set(secrets.filter((secret) => secret !== '').flatMap((secret) => [secret, inJson(secret)]))];
  return (lines) =>
    texts.reduce((clean, text) => clean.replaceAll(text, REDACTED), lines.replace(PATH_TOKEN, '$1:token'));
};

/** Removes secrets from lines on their way to a destination. */
const scrubbed = (destination: DestinationStream, scrub: (lines: string) => string): DestinationStream => ({
  write: (lines) => destination.write(scrub(lines)),
});

const MS_PER_SECOND = 1_000;

/** pino's `isoTime`, formatted once a second: to format it takes longer than to write the rest of a line. */
export const createIsoTime = (): (() => string) => {
  let second = Number.NaN;
  let upToMs = '';
  return () => {
    const now = Date.now();
    const ms = now % MS_PER_SECOND;
    if (now - ms !== second) {
      second = now - ms;
      upToMs = new Date(second).toISOString().slice(0, -'000Z'.length);
    }
    return `,"time":"${upToMs}${String(ms).padStart(3, '0')}Z"`;
  };
};

export const createLogger = ({ level, secrets = [], destination }: LoggerOptions): Logger => {
  const scrub = createScrubber(secrets);
  return pino(
    {
      level,
      base: null,
      timestamp: createIsoTime(),
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: CREDENTIAL_FIELDS, censor: REDACTED },
    },
    destination
      ? scrubbed(destination, scrub)
      : writeTogether(scrubbed(pino.destination({ dest: 1, sync: true }), scrub), () => performance.now()),
  );
};

/** The same logger for lines whose fields cannot hold credentials: it does not look for them by their names. */
export const withoutRedaction = (logger: Logger): Logger => logger.child({}, { redact: [] });
