import { z } from 'zod';
import { perRules, words } from './input-rules.ts';
import { type Operation, toSource } from './operation.ts';
import { trackRef, vocalTrackFault } from './sources.ts';

/** Characters: limits of the gateway, for the provider names none. */
const NAME_LENGTH = 100;
const DESCRIPTION_LENGTH = 1_000;
const STYLE_LENGTH = 1_000;

/** Seconds of the part from which the voice is taken (provider.md, 5.3). */
const SHORTEST_WINDOW = 10;
const LONGEST_WINDOW = 30;

const moment = z.number().min(0, 'must be at least 0');

const inputSchema = perRules(() =>
  z
    .strictObject({
      source: trackRef,
      name: words(NAME_LENGTH),
      description: words(DESCRIPTION_LENGTH),
      vocalStart: moment,
      vocalEnd: moment,
      style: words(STYLE_LENGTH)
        .nullish()
        .transform((style) => style ?? null),
    })
    .superRefine(({ vocalStart, vocalEnd }, context) => {
      // To the millisecond: 40.3 - 30.3 is a little less than 10.
      const seconds = Math.round((vocalEnd - vocalStart) * 1_000) / 1_000;
      if (seconds >= SHORTEST_WINDOW && seconds <= LONGEST_WINDOW) return;
      const message = `must be ${SHORTEST_WINDOW} to ${LONGEST_WINDOW} s after vocalStart`;
      context.addIssue({ code: 'custom', path: ['vocalEnd'], message });
    }),
);

/** Makes a reusable singer of the voice in a finished track; the result is in the answer. */
export const generatePersona: Operation<
  z.output<ReturnType<typeof inputSchema>>,
  z.input<ReturnType<typeof inputSchema>>
> = {
  output: 'persona',
  answer: 'result',
  models: [],
  inputSchema,
  priceNames: ['GENERATE_PERSONA'],
  priceName: () => 'GENERATE_PERSONA',
  // A second persona of a track may overwrite the first one's name: that is for the caller to want.
  reuseKey: () => null,
  source: ({ source }) => toSource(source),
  sourceFault: (_input, source) => vocalTrackFault(source),
};
