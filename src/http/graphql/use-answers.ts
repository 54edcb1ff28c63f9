import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { isAsyncIterable } from 'graphql-yoga';
import type { PipelinePlugin } from './caller.ts';
import { CONTENT_TYPES, type Format, type JsonFormat, type StreamFormat } from './media-types.ts';
import { isServerFailure, type PresentErrors } from './present-errors.ts';
import { eventStream, type Framing, frameOne, multipart, STREAM_HEADERS, streamResults } from './result-stream.ts';

/** Well-formed requests for documents that make no sense: 200 where the client takes plain JSON, by the specification. */
const DOCUMENT_ERRORS: ReadonlySet<unknown> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']);

/** @param told what the client sees of the error: what it may know of is no failure of the server's. */
const statusOfError = ({ extensions }: GraphQLError, told: GraphQLFormattedError | undefined): number =>
  extensions?.http?.status ?? (told && isServerFailure(told) ? 500 : 400);

/** A result as the client sees it. */
type Told = Pick<ExecutionResult, 'data' | 'extensions'> & { readonly errors?: readonly GraphQLFormattedError[] };

/** GraphQL over HTTP, section 6.4: the status follows from how far the request came. */
const statusOf = ({ data, errors = [] }: ExecutionResult, told: Told, format: Format): number => {
  if (data !== undefined || errors.length === 0) return 200;
  const isLenient = format !== 'graphql-response';
  if (isLenient && errors.every(({ extensions }) => DOCUMENT_ERRORS.has(extensions?.['code']))) return 200;
  return Math.max(...errors.map((error, index) => statusOfError(error, told.errors?.[index])));
};

const headersOf = ({ errors = [] }: ExecutionResult): Record<string, string> =>
  Object.assign({}, ...errors.map(({ extensions }) => extensions?.http?.headers));

const FRAMINGS = { 'event-stream': eventStream, multipart } as const satisfies Record<StreamFormat, Framing>;

/** Writes results as the client likes them, in place of Yoga's processors: its streams go on when nobody reads them. */
export const useResults = (presentErrors: PresentErrors, heartbeatMs: number): PipelinePlugin => ({
  onResultProcess({ serverContext, setResultProcessor }) {
    const { formats } = serverContext;
    const present = ({ data, errors, extensions }: ExecutionResult): Told => ({
      ...(errors ? { errors: presentErrors(errors, serverContext) } : {}),
      ...(data === undefined ? {} : { data }),
      ...(extensions ? { extensions } : {}),
    });

    const asStream = (results: AsyncIterable<ExecutionResult>, format: StreamFormat): Response => {
      const framing = FRAMINGS[format];
      const body = streamResults(results[Symbol.asyncIterator](), present, framing, heartbeatMs);
      // Node's own: Yoga's waits for a read of the source before it lets go of it.
      return new Response(body, { headers: { 'content-type': framing.contentType, ...STREAM_HEADERS } });
    };

    setResultProcessor((given, fetchAPI) => {
      const asJson = (result: ExecutionResult, told: Told, format: JsonFormat): Response =>
        new fetchAPI.Response(JSON.stringify(told), {
          status: statusOf(result, told, format),
          headers: { 'content-type': CONTENT_TYPES[format], ...headersOf(result) },
        });
      // That they can be answered so was made sure before they began.
      if (isAsyncIterable(given)) return asStream(given, formats.many ?? 'event-stream');
      const [result = {}] = Array.isArray(given) ? given : [given];
      const told = present(result);
      if (formats.one !== 'event-stream') return asJson(result, told, formats.one);
      // An EventSource cannot read the body of an error; whoever can reads JSON.
      if (statusOf(result, told, 'json') !== 200) return asJson(result, told, 'json');
      const { contentType } = eventStream;
      return new fetchAPI.Response(frameOne(told, eventStream), {
        headers: { 'content-type': contentType },
      });
    }, 'application/json');
  },
});
