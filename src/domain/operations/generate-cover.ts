import { z } from 'zod';
import { perRules, upstreamId } from './input-rules.ts';
import type { Operation } from './operation.ts';
import { musicTaskFault } from './sources.ts';

const inputSchema = perRules(() => z.strictObject({ taskId: upstreamId }));

/** Draws cover pictures for a finished music task; the provider makes one set for a task, ever. */
export const generateCover: Operation<
  z.output<ReturnType<typeof inputSchema>>,
  z.input<ReturnType<typeof inputSchema>>
> = {
  output: 'cover',
  answer: 'task',
  models: [],
  inputSchema,
  priceNames: ['GENERATE_COVER'],
  priceName: () => 'GENERATE_COVER',
  reuseKey: ({ taskId }) => taskId,
  source: ({ taskId }) => ({ taskId, partId: null }),
  sourceFault: (_input, source) => musicTaskFault(source),
};
