import {
  NoopSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { OperationTypeNode } from 'graphql';
import { traceGraphQL } from '../../src/http/traced.ts';
import { createTracing } from '../../src/telemetry/opentelemetry/tracing.ts';
import type { Comparison, Way } from './measure.ts';

const request = {
  operation: { kind: OperationTypeNode.QUERY, node: { name: { value: 'GetTask' } } },
  contextValue: { caller: { traceparent: null } },
};
const RESULT = { data: { task: null } };

type Parts = Parameters<typeof traceGraphQL>[0];
type Request = Parameters<Parts['run']>[0];
const parts = { prepare: async () => request, run: async () => RESULT } as unknown as Parts;
const call =
  ({ run }: Parts): Way =>
  () =>
    run(request as unknown as Request);

/** Made at its first call: from then on, whatever runs in this process is watched. */
const traced = (ratio: number): Way => {
  let way: Way | null = null;
  return () => {
    if (way === null) {
      const sampler = new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) });
      const provider = new TracerProvider({ sampler, spanProcessors: [new NoopSpanProcessor()] });
      way = call(traceGraphQL(parts, createTracing(provider.getTracer('bench'))));
    }
    return way();
  };
};

export const telemetry: Comparison = {
  title: 'What telemetry puts around one GraphQL operation (that does nothing)',
  ways: {
    'nothing around it': call(parts),
    'telemetry that is not configured': call(traceGraphQL(parts, null)),
    'a span that is not sampled': traced(0),
    'a span': traced(1),
  },
};
