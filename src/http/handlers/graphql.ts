import type { IncomingMessage } from 'node:http';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { authRequestError } from '../auth/auth-request-error.ts';
import type { Authenticator } from '../auth/authenticator.ts';
import type { ConnectionQuota } from '../connection-quota.ts';
import { createEndOfTurn } from '../end-of-turn.ts';
import type { HttpExchange, HttpHandler } from '../exchange.ts';
import type { MutationAccess } from '../graphql/caller.ts';
import { FRAMINGS } from '../graphql/framings.ts';
import { HttpCaller } from '../graphql/http-caller.ts';
import { readBodyParams, readUrlParams } from '../graphql/http-params.ts';
import type { KeptAnswers } from '../graphql/kept-answers.ts';
import { negotiate } from '../graphql/media-types.ts';
import { readParams } from '../graphql/params.ts';
import type { Prepare } from '../graphql/prepare.ts';
import type { PresentErrors } from '../graphql/present-errors.ts';
import { questionOf } from '../graphql/question.ts';
import { requestError } from '../graphql/request-error.ts';
import { eventIdsOf, resumeAfter } from '../graphql/resume.ts';
import { isResultStream, type Run } from '../graphql/run.ts';
import { createSources } from '../graphql/sources.ts';
import type { TrustedDocuments } from '../graphql/trusted-documents.ts';
import { presentResult, writeAnswer, writeResult } from '../graphql/write-result.ts';
import type { Origins } from '../origins.ts';
import { BodyTooLargeError, readBody } from '../read-body.ts';
import type { SendStream } from '../send-stream.ts';
import type { GraphiQLPage } from './graphiql.ts';

export interface GraphQLHandlerOptions {
  readonly documents: TrustedDocuments;
  readonly prepare: Prepare;
  readonly run: Run;
  readonly answers: KeptAnswers;
  readonly authenticator: Authenticator;
  readonly origins: Origins;
  /** Null: GraphiQL is off. */
  readonly graphiql: GraphiQLPage | null;
  readonly presentErrors: PresentErrors;
  readonly sendStream: SendStream;
  /** Bounds the open streams, together with the open sockets. */
  readonly quota: ConnectionQuota;
  readonly maxBodyBytes: number;
}

/**
 * Media type of JSON in UTF-8, with the spellings of `charset` that clients use; empty parameters are allowed (RFC 9110,
 * 5.6.6). Forms and plain text are refused: a foreign page can send them without a preflight request.
 */
const JSON_TYPE = /^application\/json *(; *(charset="?utf-?8"? *)?)*$/i;

const assertContentType = ({ headers }: IncomingMessage): void => {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (JSON_TYPE.test(headers['content-type'] ?? '') && encoding === 'identity') return;
  throw requestError('UNSUPPORTED_MEDIA_TYPE', 'Operations are taken as application/json in UTF-8, uncompressed.', {
    status: 415,
    headers: { accept: 'application/json' },
  });
};

/** The error as it is answered; null for an unexpected one. */
const requestErrorOf = (error: unknown): GraphQLError | null => {
  if (error instanceof GraphQLError) return error;
  if (!(error instanceof BodyTooLargeError)) return authRequestError(error);
  return requestError('BODY_TOO_LARGE', error.message, { status: 413, headers: { connection: 'close' } });
};

/** Seconds after which a client without connections left may try again. */
const RETRY_AFTER = 10;

const wantsPage = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && headers.accept?.includes('text/html') === true;

/** GraphQL over HTTP and SSE, and GraphiQL. */
export const createGraphQLHandler = (options: GraphQLHandlerOptions): HttpHandler => {
  const { documents, prepare, run, answers, authenticator, origins, graphiql, presentErrors, sendStream, quota } =
    options;

  const endOfTurn = createEndOfTurn();

  const mutationAccess = (request: IncomingMessage): MutationAccess => {
    if (request.method === 'GET') return 'post-only';
    return origins.isAllowed(request) ? 'allowed' : 'foreign-origin';
  };

  const handle = async (exchange: HttpExchange): Promise<void> => {
    const { request } = exchange;
    if (request.method !== 'GET' && request.method !== 'POST') {
      throw requestError('METHOD_NOT_ALLOWED', 'Use GET or POST.', { status: 405, headers: { allow: 'GET, POST' } });
    }
    const { viewer, expiresAt } = await authenticator.authenticate(request.headers.authorization ?? null);
    const formats = negotiate(request.headers.accept);
    if (formats === null) {
      throw requestError('NOT_ACCEPTABLE', 'Results are sent as application/json.', { status: 406 });
    }
    if (request.method === 'POST') assertContentType(request);
    const body = request.method === 'POST' ? await readBody(request, options.maxBodyBytes) : null;
    // Requests of one turn are read first, and then answered together: that takes a third less than one after the other.
    await endOfTurn();
    const question = questionOf(viewer, request.method, body ?? Buffer.from(request.url ?? '', 'latin1'));
    const found = answers.find(question);
    const known = found instanceof Promise ? await found : found;
    if (known !== null) {
      writeAnswer(exchange, known, formats.one);
      return;
    }
    const sources = createSources();
    const caller = new HttpCaller(exchange, viewer, mutationAccess(request), formats.many !== null, sources);
    const raw = body === null ? readUrlParams(request.url ?? '') : readBodyParams(body);
    const prepared = prepare(readParams(raw, documents), caller);
    if ('errors' in prepared) {
      writeResult(exchange, prepared, formats.one, presentErrors);
      return;
    }
    const lastEventId = request.headers['last-event-id'];
    const isResumed = formats.many === 'event-stream' && typeof lastEventId === 'string' && lastEventId !== '';
    const result = await run(isResumed ? resumeAfter(prepared, lastEventId) : prepared);
    if (!isResultStream(result)) {
      const text = writeResult(exchange, result, formats.one, presentErrors);
      const isQuery = prepared.operation.kind === OperationTypeNode.QUERY;
      if (isQuery && !result.errors) answers.keep(question, text, sources);
      return;
    }
    const release = quota.acquire(viewer);
    if (release === null) {
      await result.return();
      throw requestError('QUOTA_EXCEEDED', 'Too many streams and sockets are open.', {
        status: 429,
        retryAfter: RETRY_AFTER,
        headers: quota.headers(RETRY_AFTER),
      });
    }
    await sendStream(exchange, {
      results: result,
      format: (each) => JSON.stringify(presentResult(each, presentErrors, exchange)),
      framing: FRAMINGS[formats.many ?? 'event-stream'],
      idOf: eventIdsOf(prepared),
      expiresAt,
    }).finally(release);
  };

  return async (exchange) => {
    const { request, response } = exchange;
    Object.assign(exchange.headers, origins.headers(request));
    if (request.method === 'OPTIONS') {
      response
        .writeHead(204, { ...exchange.headers, allow: 'GET, POST', ...origins.preflight(request, 'GET, POST') })
        .end();
      return;
    }
    if (graphiql && wantsPage(request)) return graphiql.send(exchange);
    try {
      await handle(exchange);
    } catch (error) {
      const known = requestErrorOf(error);
      if (known === null) throw error;
      writeResult(exchange, { errors: [known] }, negotiate(request.headers.accept)?.one ?? 'json', presentErrors);
    }
  };
};
