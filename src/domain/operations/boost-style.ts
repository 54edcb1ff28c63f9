import { z } from 'zod';
import { perRules, words } from './input-rules.ts';
import type { Operation } from './operation.ts';

/** Characters: a limit of the gateway, for the provider names none. */
const CONTENT_LENGTH = 1_000;

const inputSchema = perRules(() => z.strictObject({ content: words(CONTENT_LENGTH) }));

/** Writes a richer description of a style; the result is in the answer, and is another one each time. */
export const boostStyle: Operation<
  z.output<ReturnType<typeof inputSchema>>,
  z.input<ReturnType<typeof inputSchema>>
> = {
  output: 'style',
  answer: 'result',
  models: [],
  inputSchema,
  priceNames: ['BOOST_STYLE'],
  priceName: () => 'BOOST_STYLE',
  reuseKey: () => null,
  source: () => null,
};
