import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../telemetry/logger.ts';

/** One HTTP request and the answer to it. */
export interface HttpExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Without the query string. */
  readonly path: string;
  /** The client's own `x-request-id`, or one that we made; in the answer, the log and masked errors. */
  readonly requestId: string;
  readonly logger: Logger;
}

/** Answers visits to one path. An error that it throws is answered 500, masked. */
export type HttpHandler = (exchange: HttpExchange) => Promise<void>;

/** What clients may call their requests: nothing that could forge a line of a log or fill it. */
const REQUEST_ID = /^[\w.:-]{1,128}$/;

export const isRequestId = (text: unknown): text is string => typeof text === 'string' && REQUEST_ID.test(text);

export const requestIdOf = ({ headers }: IncomingMessage): string => {
  const given = headers['x-request-id'];
  return isRequestId(given) ? given : randomUUID();
};

export const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';
