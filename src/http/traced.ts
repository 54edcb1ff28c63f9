import type { Tracing } from '../telemetry/tracing.ts';
import type { Prepare } from './graphql/prepare.ts';
import { isResultStream, type Run } from './graphql/run.ts';
import { patternOf, type Route } from './router.ts';

/* Tracing around the parts of the HTTP server. Where nothing is traced, nothing is wrapped. */

/** Probes and scrapes: they come every few seconds. */
const UNTRACED = ['livez', 'readyz', 'metrics'];

export const traceRoutes = (routes: readonly Route[], tracing: Tracing | null): readonly Route[] => {
  if (tracing === null) return routes;
  return routes.map((route) => {
    if (UNTRACED.includes(route.name)) return route;
    const pattern = patternOf(route);
    return {
      ...route,
      handler: (exchange) =>
        tracing.request(exchange.request, exchange.response, pattern, () => route.handler(exchange)),
    };
  });
};

interface PrepareAndRun {
  readonly prepare: Prepare;
  readonly run: Run;
}

/** Prepares and runs in the trace that the caller names. The span of a subscription ends when its stream begins. */
export const traceGraphQL = ({ prepare, run }: PrepareAndRun, tracing: Tracing | null): PrepareAndRun => {
  if (tracing === null) return { prepare, run };
  return {
    prepare: (params, caller) => tracing.from(caller.traceparent, () => prepare(params, caller)),
    run: (request) =>
      tracing.from(request.contextValue.caller.traceparent, () =>
        tracing.operation(
          { kind: request.operation.kind, name: request.operation.node.name?.value },
          () => run(request),
          (result) => !isResultStream(result) && result.errors !== undefined,
        ),
      ),
  };
};
