import { z } from 'zod';
import { perRules, words } from './input-rules.ts';
import type { Operation } from './operation.ts';

/** Characters. kie.ai says so; sunoapi.org allows 200 words, which are longer (provider.md, 5.6). */
const PROMPT_LENGTH = 200;

const inputSchema = perRules(() => z.strictObject({ prompt: words(PROMPT_LENGTH) }));

/** Writes lyrics, several variants a call. */
export const generateLyrics: Operation<
  z.output<ReturnType<typeof inputSchema>>,
  z.input<ReturnType<typeof inputSchema>>
> = {
  output: 'lyrics',
  answer: 'task',
  models: [],
  inputSchema,
  priceNames: ['GENERATE_LYRICS'],
  priceName: () => 'GENERATE_LYRICS',
  reuseKey: () => null,
  source: () => null,
};
