import { z } from 'zod';
import { perRules } from './input-rules.ts';
import { type Operation, toSource, trackKey } from './operation.ts';
import { trackFault, trackRef } from './sources.ts';

const inputSchema = perRules(() => z.strictObject({ source: trackRef }));

/** Makes a WAV of one finished track. */
export const convertToWav: Operation<
  z.output<ReturnType<typeof inputSchema>>,
  z.input<ReturnType<typeof inputSchema>>
> = {
  output: 'wav',
  answer: 'task',
  models: [],
  inputSchema,
  priceNames: ['CONVERT_TO_WAV'],
  priceName: () => 'CONVERT_TO_WAV',
  reuseKey: ({ source }) => trackKey(source),
  source: ({ source }) => toSource(source),
  sourceFault: (_input, source) => trackFault(source),
};
