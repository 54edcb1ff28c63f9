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

/** The parent that a `traceparent` names; null for one without meaning. */
export const readTraceparent = (text: string | null | undefined): Context | null => {
  if (typeof text !== 'string' || text.length > MAX_TRACEPARENT) return null;
  const parent = parseTraceParent(text);
  return parent && trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true });
};

/** Marks a span as failed. Only the name of the error becomes an attribute: its message may hold secrets. */
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

    /** Whether there is a current span, or the parent that a client names. */
    hasCurrent: (): boolean => trace.getSpanContext(current()) !== undefined,

    start: (name: string, options: SpanOptions, parent: Context = current()): Span =>
      tracer.startSpan(name, options, parent),

    /** Runs something under a span. @param attributesOf the attributes that show its result. */
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
