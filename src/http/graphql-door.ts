import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import type { Authenticator, Identity } from './auth/identity.ts';
import { authRefusal } from './auth/refusal.ts';
import type { GraphiQLPage } from './graphiql.ts';
import type { HttpCall } from './graphql/caller.ts';
import { negotiate } from './graphql/media-types.ts';
import type { Pipeline } from './graphql/pipeline.ts';
import type { PresentErrors } from './graphql/present-errors.ts';
import { refuse } from './graphql/refusal.ts';
import { isResultStream } from './graphql/result-stream.ts';
import type { Origins } from './origins.ts';
import { BodyTooLargeError, readBody } from './read-body.ts';
import { reply } from './reply.ts';
import type { Seats } from './seats.ts';
import type { SendStream } from './send-stream.ts';
import type { Door, Visit } from './visit.ts';

export interface GraphQLDoorOptions {
  readonly pipeline: Pipeline;
  readonly authenticator: Authenticator;
  readonly origins: Origins;
  /** Null where it is switched off. */
  readonly graphiql: GraphiQLPage | null;
  readonly presentErrors: PresentErrors;
  readonly sendStream: SendStream;
  /** Streams take them like sockets do. */
  readonly seats: Seats;
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
  throw refuse('UNSUPPORTED_MEDIA_TYPE', 'Operations are taken as application/json in UTF-8, uncompressed.', {
    status: 415,
    headers: { accept: 'application/json' },
  });
};

const wantsPage = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && headers.accept?.includes('text/html') === true;

export const createGraphQLDoor = (options: GraphQLDoorOptions): Door => {
  const { pipeline, authenticator, origins, graphiql, presentErrors, sendStream, seats, maxBodyBytes } = options;

  const readOperation = async (request: IncomingMessage): Promise<Buffer | null> => {
    if (request.method === 'GET') return null;
    checkContent(request);
    try {
      return await readBody(request, maxBodyBytes);
    } catch (error) {
      if (!(error instanceof BodyTooLargeError)) throw error;
      throw refuse('BODY_TOO_LARGE', error.message, { status: 413, headers: { connection: 'close' } });
    }
  };

  const run = async (visit: Visit, identity: Identity): Promise<void> => {
    const { request, response, requestId, logger } = visit;
    const formats = negotiate(request.headers.accept);
    if (formats === null) throw refuse('NOT_ACCEPTABLE', 'Results are sent as application/json.', { status: 406 });
    const call: HttpCall = {
      viewer: identity.viewer,
      requestId,
      logger,
      mayMutate: origins.isWelcome(request),
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
      return reply(visit, answer.status, await answer.text(), headers);
    }
    const giveBack = seats.take(identity.viewer);
    if (giveBack === null) {
      await answer.body.cancel();
      throw refuse('QUOTA_EXCEEDED', 'Too many streams and sockets are open.', { status: 429, retryAfter: 10 });
    }
    response.writeHead(answer.status, headers);
    await sendStream(response, answer.body, identity.expiresAt).finally(giveBack);
  };

  const refuseVisit = (visit: Visit, error: GraphQLError): void => {
    const { requestId, logger, request } = visit;
    const one = negotiate(request.headers.accept)?.one;
    const type = one === 'graphql-response' ? 'application/graphql-response+json' : 'application/json';
    const body = JSON.stringify({ errors: presentErrors([error], { requestId, logger }) });
    reply(visit, error.extensions.http?.status ?? 400, body, {
      'content-type': `${type}; charset=utf-8`,
      ...error.extensions.http?.headers,
    });
  };

  return async (visit) => {
    const { request, response } = visit;
    for (const [name, value] of Object.entries(origins.headers(request))) response.setHeader(name, value);
    if (request.method === 'OPTIONS') {
      response.writeHead(204, { allow: 'GET, POST', ...origins.preflight(request) }).end();
      return;
    }
    if (graphiql && wantsPage(request)) return graphiql.send(visit);
    try {
      if (request.method !== 'GET' && request.method !== 'POST') {
        throw refuse('METHOD_NOT_ALLOWED', 'Use GET or POST.', { status: 405, headers: { allow: 'GET, POST' } });
      }
      await run(visit, await authenticator.authenticate(request.headers.authorization ?? null));
    } catch (error) {
      const refusal = error instanceof GraphQLError ? error : authRefusal(error);
      if (refusal === null) throw error;
      refuseVisit(visit, refusal);
    }
  };
};
