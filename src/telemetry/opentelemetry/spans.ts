import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  type SpanOptions,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';

/** Characters of a `traceparent`: 55 in its first version. Later ones may be longer. */
const MAX_TRACEPARENT = 200;

/** The place that a `traceparent` names; null for one without meaning. */
export const readTraceparent = (text: string | null | undefined): Context | null => {
  if (typeof text !== 'string' || text.length > MAX_TRACEPARENT) return null;
  const place = parseTraceParent(text);
  return place && trace.setSpanContext(ROOT_CONTEXT, { ...place, isRemote: true });
};

/** Marks a span as failed. The message of an error may hold what nobody should read in a trace: only its name is told. */
export const failSpan = (span: Span, error: unknown): void => {
  span.setAttribute('error.type', error instanceof Error ? error.name : '_OTHER');
  span.setStatus({ code: SpanStatusCode.ERROR });
};

/** Spans, and which of them is current: it follows the asynchronous calls that begin under it. */
export const createSpans = (tracer: Tracer) => {
  const contexts = new AsyncLocalStorage<Context>();
  const current = (): Context => contexts.getStore() ?? ROOT_CONTEXT;

  return {
    contexts,
    current,

    /** Whether there is a current span, or a client's place to go on from. */
    hasCurrent: (): boolean => trace.getSpanContext(current()) !== undefined,

    start: (name: string, options: SpanOptions, parent: Context = current()): Span =>
      tracer.startSpan(name, options, parent),

    /** Runs something under a span. @param attributesOf what is told of the result. */
    async run<Result>(
      span: Span,
      run: () => Promise<Result>,
      attributesOf: (result: Result) => Attributes,
    ): Promise<Result> {
      try {
        const result = await contexts.run(trace.setSpan(current(), span), run);
        span.setAttributes(attributesOf(result));
        return result;
      } catch (error) {
        failSpan(span, error);
        throw error;
      } finally {
        span.end();
      }
    },
  };
};

export type Spans = ReturnType<typeof createSpans>;
