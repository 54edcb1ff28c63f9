import {
  type Link,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { TracedWork } from '../../domain/ports/task-tracing.ts';
import type { Task } from '../../domain/tasks/lifecycle/task.ts';
import type { Tracing } from '../tracing.ts';
import { watchChannels } from './channels.ts';
import { createSpans, failSpan, readTraceparent } from './spans.ts';
import { traceStore } from './traced-store.ts';

/** The methods that spans name: a client may send any word. */
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH'];

/** How each kind of work on a task is described, in the words of OpenTelemetry's semantic conventions. */
const WORK = {
  purchase: { kind: SpanKind.INTERNAL, attributes: {} },
  poll: { kind: SpanKind.INTERNAL, attributes: {} },
  callback: {
    kind: SpanKind.CONSUMER,
    attributes: { 'messaging.operation.type': 'process', 'messaging.destination.name': 'callbacks' },
  },
  push: {
    kind: SpanKind.PRODUCER,
    attributes: { 'messaging.operation.type': 'send', 'messaging.destination.name': 'subscriptions' },
  },
} as const;

export const createTracing = (tracer: Tracer): Tracing => {
  const spans = createSpans(tracer);
  watchChannels(spans);

  /** A link to the current span, if it is of another trace than the task's. */
  const linksFrom = (task: Task): Link[] => {
    const context = trace.getSpanContext(spans.current());
    return context && !task.trace?.includes(context.traceId) ? [{ context }] : [];
  };

  /** A span of the task's trace; of a new one, if the task has none. */
  const startWork = (work: TracedWork | 'push', task: Task, options: SpanOptions): Span => {
    const { id, operation, trace: traceparent } = task;
    const { kind, attributes: common } = WORK[work];
    const attributes = { ...common, 'stemgate.task.id': id, 'stemgate.operation': operation };
    const parent = readTraceparent(traceparent) ?? ROOT_CONTEXT;
    return spans.start(`${work} ${operation}`, { ...options, kind, attributes }, parent);
  };

  return {
    tasks: {
      current() {
        const context = trace.getSpanContext(spans.current());
        return context ? `00-${context.traceId}-${context.spanId}-0${context.traceFlags & 1}` : null;
      },
      trace: (work, task, run, outcomeOf) =>
        spans.run(startWork(work, task, { links: linksFrom(task) }), run, (result) => ({
          'stemgate.outcome': outcomeOf(result),
        })),
    },

    async request(request, response, route, handle) {
      const { method = '' } = request;
      const known = METHODS.includes(method) ? method : 'HTTP';
      const { traceparent } = request.headers;
      const parent = readTraceparent(typeof traceparent === 'string' ? traceparent : null) ?? ROOT_CONTEXT;
      const attributes = {
        'http.request.method': known === 'HTTP' ? '_OTHER' : known,
        'http.route': route,
        'url.path': route,
        'url.scheme': 'http',
        'network.protocol.version': request.httpVersion,
      };
      const span = spans.start(`${known} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
      response.once('close', () => {
        if (response.writableFinished) span.setAttribute('http.response.status_code', response.statusCode);
        else span.setAttribute('error.type', 'disconnected');
        if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      });
      await spans.contexts.run(trace.setSpan(parent, span), handle);
    },

    from(traceparent, run) {
      const parent = readTraceparent(traceparent);
      return parent === null ? run() : spans.contexts.run(parent, run);
    },

    operation({ kind, name }, run, hasFailed) {
      // On a socket there is no span of a request around it.
      const around = trace.getSpanContext(spans.current());
      const isEntry = around === undefined || around.isRemote === true;
      const span = spans.start(kind, {
        kind: isEntry ? SpanKind.SERVER : SpanKind.INTERNAL,
        attributes: { 'graphql.operation.type': kind, ...(name !== undefined && { 'graphql.operation.name': name }) },
      });
      return spans.run(span, run, (result) => {
        if (hasFailed(result)) failSpan(span, null);
        return {};
      });
    },

    subscription() {
      const context = trace.getSpanContext(spans.current());
      const links = context ? [{ context }] : [];
      return ({ task, delayMs }) => {
        const now = Date.now();
        startWork('push', task, { links, startTime: now - delayMs }).end(now);
      };
    },

    store: (store, system) => traceStore(store, system, spans),
  };
};
