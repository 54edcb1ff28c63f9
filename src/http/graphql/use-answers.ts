import type { ExecutionResult } from 'graphql';
import { isAsyncIterable } from 'graphql-yoga';
import type { PipelinePlugin } from './caller.ts';
import { type Format, negotiate } from './media-types.ts';
import type { PresentErrors } from './present-errors.ts';
import { refuse } from './refusal.ts';
import { eventStream, multipart, streamResults } from './result-stream.ts';

/** Well-formed requests for documents that make no sense: 200 where the client takes plain JSON, by the specification. */
const DOCUMENT_ERRORS: ReadonlySet<unknown> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']);

/** GraphQL over HTTP, section 6.4: the status follows from how far the request came. */
const statusOf = ({ data, errors = [] }: ExecutionResult, format: Format): number => {
  if (data !== undefined || errors.length === 0) return 200;
  const isLenient = format !== 'graphql-response';
  if (isLenient && errors.every(({ extensions }) => DOCUMENT_ERRORS.has(extensions?.['code']))) return 200;
  return Math.max(
    ...errors.map(({ extensions, originalError }) => extensions?.http?.status ?? (originalError ? 500 : 400)),
  );
};

const headersOf = ({ errors = [] }: ExecutionResult): Record<string, string> =>
  Object.assign({}, ...errors.map(({ extensions }) => extensions?.http?.headers));

const CONTENT_TYPES = {
  json: 'application/json; charset=utf-8',
  'graphql-response': 'application/graphql-response+json; charset=utf-8',
} as const;

const FRAMINGS = { 'event-stream': eventStream, multipart } as const;

/** Nothing on the way may keep a stream back, gather it into larger pieces, or store it. */
const STREAM_HEADERS = { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' };

/** What nobody can send is said in JSON, which everybody can read. */
const notAcceptable = (results: 'one' | 'many'): ExecutionResult => ({
  errors: [
    refuse(
      'NOT_ACCEPTABLE',
      results === 'many'
        ? 'Subscriptions are sent as text/event-stream or multipart/mixed.'
        : 'Results are sent as application/json, application/graphql-response+json or text/event-stream.',
      { status: 406 },
    ),
  ],
});

async function* only<T>(value: T): AsyncGenerator<T, void, void> {
  yield value;
}

/** Writes results as the client likes them, in place of Yoga's processors: its streams go on when nobody reads them. */
export const useAnswers = (presentErrors: PresentErrors, heartbeatMs: number): PipelinePlugin => ({
  onResultProcess({ request, serverContext, setResultProcessor }) {
    const present = ({ data, errors, extensions }: ExecutionResult) => ({
      ...(errors ? { errors: presentErrors(errors, serverContext) } : {}),
      ...(data === undefined ? {} : { data }),
      ...(extensions ? { extensions } : {}),
    });

    setResultProcessor((given, { Response }) => {
      const asJson = (result: ExecutionResult, format: 'json' | 'graphql-response') =>
        new Response(JSON.stringify(present(result)), {
          status: statusOf(result, format),
          headers: { 'content-type': CONTENT_TYPES[format], ...headersOf(result) },
        });
      const asStream = (results: AsyncIterable<ExecutionResult>, format: 'event-stream' | 'multipart') => {
        const framing = FRAMINGS[format];
        const body = streamResults(results[Symbol.asyncIterator](), present, framing, heartbeatMs);
        return new Response(body, { headers: { 'content-type': framing.contentType, ...STREAM_HEADERS } });
      };

      const results = isAsyncIterable(given) ? 'many' : 'one';
      const format = negotiate(request.headers.get('accept'), results);
      if (isAsyncIterable(given)) {
        if (format === 'event-stream' || format === 'multipart') return asStream(given, format);
        // Nobody will read it, and whoever makes it must not wait for that.
        void given[Symbol.asyncIterator]().return?.();
        return asJson(notAcceptable(results), 'json');
      }
      const [result = {}] = Array.isArray(given) ? given : [given];
      if (format === null) return asJson(notAcceptable(results), 'json');
      if (format === 'json' || format === 'graphql-response') return asJson(result, format);
      // An EventSource cannot read the body of an error; whoever can reads JSON.
      return statusOf(result, 'json') === 200 ? asStream(only(result), format) : asJson(result, 'json');
    }, 'application/json');
  },
});
