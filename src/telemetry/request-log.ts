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

/**
 * Logs one line for each request: the same as `logger.info(request, 'request')`. pino looks at each field to see what it
 * is, and joins twenty pieces to a line; here the fields are known.
 */
export const createRequestLog = (logger: Logger): ((request: LoggedRequest) => void) => {
  const { [pino.symbols.streamSym]: stream } = logger as unknown as WithStream;
  const time = createIsoTime();
  const bindings = Object.entries(logger.bindings()).map(([name, value]) => `,"${name}":${JSON.stringify(value)}`);
  const bound = bindings.join('');
  return ({ requestId, method, path, status, ms }) => {
    if (!logger.isLevelEnabled('info')) return;
    stream.write(
      `{"level":"info"${time()}${bound},"requestId":"${requestId}","method":"${method}","path":"${path}","status":${status},"ms":${ms},"msg":"request"}\n`,
    );
  };
};
