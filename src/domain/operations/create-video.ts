import { z } from 'zod';
import { perRules, words } from './input-rules.ts';
import { type Operation, toSource, trackKey } from './operation.ts';
import { trackFault, trackRef } from './sources.ts';

/** Characters, of the author and of the domain that the picture shows (provider.md, 5.9). */
const CAPTION_LENGTH = 50;

const caption = words(CAPTION_LENGTH)
  .nullish()
  .transform((text) => text ?? null);

const inputSchema = perRules(() => z.strictObject({ source: trackRef, author: caption, domainName: caption }));

/** Makes a music video of one finished track; null where the picture is to show no author, or no domain. */
export const createVideo: Operation<
  z.output<ReturnType<typeof inputSchema>>,
  z.input<ReturnType<typeof inputSchema>>
> = {
  output: 'video',
  answer: 'task',
  models: [],
  inputSchema,
  priceNames: ['CREATE_VIDEO'],
  priceName: () => 'CREATE_VIDEO',
  reuseKey: ({ source, author, domainName }) => `${trackKey(source)} ${JSON.stringify([author, domainName])}`,
  source: ({ source }) => toSource(source),
  sourceFault: (_input, source) => trackFault(source),
};
