import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import type { HttpExchange } from '../exchange.ts';
import { reply } from '../reply.ts';
import { FRAMINGS, frameSingle } from './framings.ts';
import type { Answer } from './kept-answers.ts';
import { CONTENT_TYPES, type Formats } from './media-types.ts';
import { isServerFailure, type PresentErrors } from './present-errors.ts';

/** A result as the client sees it. */
export interface PresentedResult extends Pick<ExecutionResult, 'data' | 'extensions'> {
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Codes of errors that are answered with 200 to a client of plain JSON, by the specification of GraphQL over HTTP. */
const DOCUMENT_ERRORS: ReadonlySet<unknown> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']);

/** The result without internals of its errors. */
export const presentResult = (
  { data, errors, extensions }: ExecutionResult,
  presentErrors: PresentErrors,
  exchange: Pick<HttpExchange, 'requestId' | 'logger'>,
): PresentedResult => ({
  ...(errors ? { errors: presentErrors(errors, exchange) } : {}),
  ...(data === undefined ? {} : { data }),
  ...(extensions ? { extensions } : {}),
});

/** @param presented the same error as the client sees it. */
const statusOfError = ({ extensions }: GraphQLError, presented: GraphQLFormattedError | undefined): number =>
  extensions?.http?.status ?? (presented && isServerFailure(presented) ? 500 : 400);

/**
 * Status of a single result (GraphQL over HTTP, section 6.4).
 *
 * @param isLenient for `application/json`, where a document error is answered with 200.
 */
const statusOf = ({ data, errors = [] }: ExecutionResult, presented: PresentedResult, isLenient: boolean): number => {
  if (data !== undefined || errors.length === 0) return 200;
  if (isLenient && errors.every(({ extensions }) => DOCUMENT_ERRORS.has(extensions?.['code']))) return 200;
  return Math.max(...errors.map((error, index) => statusOfError(error, presented.errors?.[index])));
};

const headersOf = ({ errors = [] }: ExecutionResult): Readonly<Record<string, string>> =>
  Object.assign({}, ...errors.map(({ extensions }) => extensions?.http?.headers));

/** Writes a result without errors, as JSON, as the response of an exchange. */
export const writeAnswer = (exchange: HttpExchange, body: Answer, format: Formats['one']): void => {
  if (format === 'event-stream') {
    const framing = FRAMINGS['event-stream'];
    reply(exchange, 200, frameSingle(String(body), framing), { 'content-type': framing.contentType });
  } else reply(exchange, 200, body, { 'content-type': CONTENT_TYPES[format] });
};

/** Writes one result as the response of an exchange. @returns the result as JSON. */
export const writeResult = (
  exchange: HttpExchange,
  result: ExecutionResult,
  format: Formats['one'],
  presentErrors: PresentErrors,
): string => {
  const presented = presentResult(result, presentErrors, exchange);
  const body = JSON.stringify(presented);
  const status = statusOf(result, presented, format !== 'graphql-response');
  if (status === 200 && (!result.errors || format === 'event-stream')) {
    writeAnswer(exchange, body, format);
    return body;
  }
  // An EventSource cannot read the body of an error; a client that can reads JSON.
  const contentType = CONTENT_TYPES[format === 'event-stream' ? 'json' : format];
  reply(exchange, status, body, { 'content-type': contentType, ...headersOf(result) });
  return body;
};
