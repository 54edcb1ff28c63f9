import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../telemetry/logger.ts';

/** One HTTP request with its response. */
export interface HttpExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Path of the URL, without the query string. */
  readonly path: string;
  /** The client's `x-request-id`, or a generated one. It is in the response, in each log line and in masked errors. */
  readonly requestId: string;
  /** Adds the request id to each line. */
  readonly logger: Logger;
  /** Headers of the response, whatever its status is. Handlers may add some before they reply. */
  readonly headers: Record<string, string>;
}

/** Answers the requests of one route. An error that it throws is answered with a masked 500. */
export type HttpHandler = (exchange: HttpExchange) => Promise<void>;

/** Allowed request ids of clients: characters that cannot forge a line of the log, at a length that cannot fill it. */
const REQUEST_ID = /^[\w.:-]{1,128}$/;

export const isRequestId = (text: unknown): text is string => typeof text === 'string' && REQUEST_ID.test(text);

/**
 * The client's request id, or a new one. Node joins a UUID of twenty texts, which V8 keeps one by one until something reads
 * it as a whole, as the check does: a socket keeps its id for hours.
 */
export const requestIdOf = ({ headers }: IncomingMessage): string => {
  const requestId = headers['x-request-id'] ?? randomUUID();
  return isRequestId(requestId) ? requestId : randomUUID();
};

/** The path of a request's URL, without the query string. */
export const pathOf = ({ url = '/' }: IncomingMessage): string => {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
};

/** A class, so that all exchanges share one getter: with a getter of its own, each would have a shape of its own. */
class Exchange implements HttpExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly requestId: string;
  readonly headers: Record<string, string>;
  readonly #logger: Logger;
  #child: Logger | null = null;

  constructor(request: IncomingMessage, response: ServerResponse, logger: Logger, headers: Record<string, string>) {
    this.request = request;
    this.response = response;
    this.path = pathOf(request);
    this.requestId = requestIdOf(request);
    this.headers = { ...headers, 'x-request-id': this.requestId };
    this.#logger = logger;
  }

  /** Created at its first use: most requests log nothing on their way. */
  get logger(): Logger {
    this.#child ??= this.#logger.child({ requestId: this.requestId });
    return this.#child;
  }
}

/** @param headers default headers of the response; they are copied. */
export const openExchange = (
  request: IncomingMessage,
  response: ServerResponse,
  logger: Logger,
  headers: Readonly<Record<string, string>>,
): HttpExchange => new Exchange(request, response, logger, headers);
