import { subscribe, tracingChannel } from 'node:diagnostics_channel';
import { type Context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { DiagnosticsChannel } from 'undici';
import { failSpan, type Spans } from './spans.ts';

/*
 * What graphql-js and undici publish themselves, on the channels of `node:diagnostics_channel`. Neither does any work for
 * it while there is no subscriber.
 */

/** A call of graphql-js. The same object from its beginning to its end. */
interface Call {
  readonly result?: unknown;
  readonly error?: unknown;
}

/** A call that has ended has one of the two. */
const isOver = (call: Call): boolean => 'result' in call || 'error' in call;

/** The steps of graphql-js. An operation that is compiled has no step `execute`. */
const STEPS = ['parse', 'validate', 'execute'];

const watchGraphQL = (spans: Spans, step: string): void => {
  const channel = tracingChannel<Call, Context>(`graphql:${step}`);
  const open = new WeakMap<object, Span>();
  const end = (call: Call): void => {
    if (!isOver(call)) return;
    open.get(call)?.end();
    open.delete(call);
  };
  channel.start.bindStore(spans.contexts, (call) => {
    if (!spans.hasCurrent()) return spans.current();
    const span = spans.start(`graphql.${step}`, { kind: SpanKind.INTERNAL });
    open.set(call, span);
    return trace.setSpan(spans.current(), span);
  });
  channel.subscribe({
    start: () => undefined,
    end,
    asyncStart: () => undefined,
    asyncEnd: end,
    error(call) {
      const span = open.get(call);
      if (span) failSpan(span, call.error);
    },
  });
};

/** The URL without its query, which may hold secrets. */
const urlOf = ({ origin = '', path }: DiagnosticsChannel.RequestCreateMessage['request']): URL =>
  new URL(path.replace(/\?.*/s, ''), origin);

/** Calls to the provider, to its host of files and to the issuer of JWTs. */
const watchCalls = (spans: Spans): void => {
  const open = new WeakMap<object, Span>();
  const on = <Message extends { readonly request: object }>(
    name: string,
    act: (span: Span, message: Message) => void,
  ): void => {
    subscribe(`undici:request:${name}`, (message) => {
      const typed = message as Message;
      const span = open.get(typed.request);
      if (span) act(span, typed);
    });
  };

  subscribe('undici:request:create', (message) => {
    const { request } = message as DiagnosticsChannel.RequestCreateMessage;
    const { method = 'GET' } = request;
    // A proxy's tunnel is part of the call that goes through it.
    if (method === 'CONNECT' || !spans.hasCurrent()) return;
    const url = urlOf(request);
    const attributes = {
      'http.request.method': method,
      'url.full': url.href,
      'server.address': url.hostname,
      'server.port': Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
    };
    open.set(request, spans.start(method, { kind: SpanKind.CLIENT, attributes }));
  });
  on<DiagnosticsChannel.RequestHeadersMessage>('headers', (span, { response: { statusCode } }) => {
    span.setAttribute('http.response.status_code', statusCode);
    if (statusCode >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
  });
  on<DiagnosticsChannel.RequestTrailersMessage>('trailers', (span) => span.end());
  on<DiagnosticsChannel.RequestErrorMessage>('error', (span, { error }) => {
    failSpan(span, error);
    span.end();
  });
};

/** Makes spans of what the libraries publish, for as long as the process lives. */
export const watchChannels = (spans: Spans): void => {
  for (const step of STEPS) watchGraphQL(spans, step);
  watchCalls(spans);
};
