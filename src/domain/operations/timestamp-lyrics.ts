import { z } from 'zod';
import { perRules, upstreamId } from './input-rules.ts';
import { type Operation, toSource, trackKey } from './operation.ts';

const inputSchema = perRules(() =>
  z.strictObject({ source: z.strictObject({ taskId: upstreamId, audioId: upstreamId }) }),
);

/** Finds out when each word of a track is sung; the result is in the answer. */
export const timestampLyrics: Operation<
  z.output<ReturnType<typeof inputSchema>>,
  z.input<ReturnType<typeof inputSchema>>
> = {
  output: 'timestamped-lyrics',
  answer: 'result',
  models: [],
  inputSchema,
  priceNames: ['TIMESTAMP_LYRICS'],
  priceName: () => 'TIMESTAMP_LYRICS',
  reuseKey: ({ source }) => trackKey(source),
  source: ({ source }) => toSource(source),
};
