import { type DestinationStream, pino } from 'pino';
import { createIsoTime, type Logger } from './logger.ts';

/** A request that was answered, as far as it is logged. No text here has a character that JSON escapes. */
export interface LoggedRequest {
  /** See `isRequestId`. */
  readonly requestId: string;
  /** One of those that Node knows. */
  readonly method: string;
  /** A fixed pattern, never a path: some paths hold tokens. */
  readonly path: string;
  readonly status: number;
  readonly ms: number;
}

/** Where pino writes the lines of a logger. */
interface WithStream {
  readonly [pino.symbols.streamSym]: DestinationStream;
}

/** A request to open a WebSocket, as far as it is logged. Opened or refused: `status` says so. */
export type LoggedUpgrade = Pick<LoggedRequest, 'requestId' | 'status'>;

/** Logs one line for each request. */
export interface RequestLog {
  request(request: LoggedRequest): void;
  upgrade(upgrade: LoggedUpgrade): void;
}

/**
 * The same as `logger.info(request, 'request')`. pino looks at each field to see what it is, and joins twenty pieces to a
 * line; here the fields are known.
 */
export const createRequestLog = (logger: Logger): RequestLog => {
  const { [pino.symbols.streamSym]: stream } = logger as unknown as WithStream;
  const time = createIsoTime();
  const bindings = Object.entries(logger.bindings()).map(([name, value]) => `,"${name}":${JSON.stringify(value)}`);
  const bound = bindings.join('');
  const log = (fields: string): void => {
    if (!logger.isLevelEnabled('info')) return;
    stream.write(`{"level":"info"${time()}${bound},${fields},"msg":"request"}\n`);
  };
  return {
    request: ({ requestId, method, path, status, ms }) =>
      log(`"requestId":"${requestId}","method":"${method}","path":"${path}","status":${status},"ms":${ms}`),
    upgrade: ({ requestId, status }) => log(`"requestId":"${requestId}","route":"socket","status":${status}`),
  };
};
