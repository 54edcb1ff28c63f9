import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import { authRequestError } from '../auth/auth-request-error.ts';
import type { Authenticator, Identity } from '../auth/authenticator.ts';
import type { ConnectionQuota } from '../connection-quota.ts';
import type { HttpExchange, HttpHandler } from '../exchange.ts';
import type { HttpCall } from '../graphql/caller.ts';
import { CONTENT_TYPES, negotiate } from '../graphql/media-types.ts';
import type { Pipeline } from '../graphql/pipeline.ts';
import type { PresentErrors } from '../graphql/present-errors.ts';
import { requestError } from '../graphql/request-error.ts';
import { isResultStream } from '../graphql/result-stream.ts';
import type { Origins } from '../origins.ts';
import { BodyTooLargeError, readBody } from '../read-body.ts';
import { reply } from '../reply.ts';
import type { SendStream } from '../send-stream.ts';
import type { GraphiQLPage } from './graphiql.ts';

export interface GraphQLHandlerOptions {
  readonly pipeline: Pipeline;
  readonly authenticator: Authenticator;
  readonly origins: Origins;
  /** Null where it is switched off. */
  readonly graphiql: GraphiQLPage | null;
  readonly presentErrors: PresentErrors;
  readonly sendStream: SendStream;
  /** Streams take them like sockets do. */
  readonly quota: ConnectionQuota;
  readonly maxBodyBytes: number;
}

/**
 * Plain JSON in the one encoding that JSON has, also as many misspell it; parameters may be empty (RFC 9110, 5.6.6).
 * Forms and plain text are what a foreign page could send unasked.
 */
const JSON_TYPE = /^application\/json *(; *(charset="?utf-?8"? *)?)*$/i;

const checkContent = ({ headers }: IncomingMessage): void => {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (JSON_TYPE.test(headers['content-type'] ?? '') && encoding === 'identity') return;
  throw requestError('UNSUPPORTED_MEDIA_TYPE', 'Operations are taken as application/json in UTF-8, uncompressed.', {
    status: 415,
    headers: { accept: 'application/json' },
  });
};

const wantsPage = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && headers.accept?.includes('text/html') === true;

export const createGraphQLHandler = (options: GraphQLHandlerOptions): HttpHandler => {
  const { pipeline, authenticator, origins, graphiql, presentErrors, sendStream, quota, maxBodyBytes } = options;

  const readOperation = async (request: IncomingMessage): Promise<Buffer | null> => {
    if (request.method === 'GET') return null;
    checkContent(request);
    try {
      return await readBody(request, maxBodyBytes);
    } catch (error) {
      if (!(error instanceof BodyTooLargeError)) throw error;
      throw requestError('BODY_TOO_LARGE', error.message, { status: 413, headers: { connection: 'close' } });
    }
  };

  const run = async (exchange: HttpExchange, identity: Identity): Promise<void> => {
    const { request, response, requestId, logger } = exchange;
    const formats = negotiate(request.headers.accept);
    if (formats === null)
      throw requestError('NOT_ACCEPTABLE', 'Results are sent as application/json.', { status: 406 });
    const call: HttpCall = {
      viewer: identity.viewer,
      requestId,
      logger,
      mayMutate: origins.isAllowed(request),
      maySubscribe: formats.many !== null,
      formats,
      body: await readOperation(request),
    };
    const { Request } = pipeline.fetchAPI;
    const answer = await pipeline.handleRequest(
      new Request(`http://gateway${request.url}`, { method: request.method ?? 'GET' }),
      call,
    );
    const headers = Object.fromEntries(answer.headers);
    if (answer.body === null || !isResultStream(answer)) {
      return reply(exchange, answer.status, await answer.text(), headers);
    }
    const release = quota.acquire(identity.viewer);
    if (release === null) {
      await answer.body.cancel();
      throw requestError('QUOTA_EXCEEDED', 'Too many streams and sockets are open.', { status: 429, retryAfter: 10 });
    }
    response.writeHead(answer.status, headers);
    await sendStream(response, answer.body, identity.expiresAt).finally(release);
  };

  const sendRequestError = (exchange: HttpExchange, error: GraphQLError): void => {
    const { requestId, logger, request } = exchange;
    const isGraphQLResponse = negotiate(request.headers.accept)?.one === 'graphql-response';
    const body = JSON.stringify({ errors: presentErrors([error], { requestId, logger }) });
    reply(exchange, error.extensions.http?.status ?? 400, body, {
      'content-type': CONTENT_TYPES[isGraphQLResponse ? 'graphql-response' : 'json'],
      ...error.extensions.http?.headers,
    });
  };

  return async (exchange) => {
    const { request, response } = exchange;
    for (const [name, value] of Object.entries(origins.headers(request))) response.setHeader(name, value);
    if (request.method === 'OPTIONS') {
      response.writeHead(204, { allow: 'GET, POST', ...origins.preflight(request) }).end();
      return;
    }
    if (graphiql && wantsPage(request)) return graphiql.send(exchange);
    try {
      if (request.method !== 'GET' && request.method !== 'POST') {
        throw requestError('METHOD_NOT_ALLOWED', 'Use GET or POST.', { status: 405, headers: { allow: 'GET, POST' } });
      }
      await run(exchange, await authenticator.authenticate(request.headers.authorization ?? null));
    } catch (error) {
      const known = error instanceof GraphQLError ? error : authRequestError(error);
      if (known === null) throw error;
      sendRequestError(exchange, known);
    }
  };
};
