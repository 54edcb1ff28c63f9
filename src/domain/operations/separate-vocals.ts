import { z } from 'zod';
import { mediaUrl, perRules, upstreamId } from './input-rules.ts';
import { type Operation, toSource, trackKey } from './operation.ts';

export const SEPARATION_TYPES = ['SEPARATE_VOCAL', 'SPLIT_STEM'] as const;
export type SeparationType = (typeof SEPARATION_TYPES)[number];

const inputSchema = perRules((rules) =>
  z.strictObject({
    source: z
      .strictObject({
        track: z.strictObject({ taskId: upstreamId, audioId: upstreamId }).nullish(),
        audioUrl: mediaUrl(rules).nullish(),
      })
      .transform(({ track, audioUrl }) => ({ track: track ?? null, audioUrl: audioUrl ?? null }))
      .refine(({ track, audioUrl }) => (track === null) !== (audioUrl === null), 'must name exactly one source'),
    type: z.enum(SEPARATION_TYPES),
  }),
);

/** What to split, exactly one of the two, and how. */
export type SeparateVocalsInput = z.output<ReturnType<typeof inputSchema>>;

/** Splits one finished track, or any audio file, into stems. */
export const separateVocals: Operation<SeparateVocalsInput, z.input<ReturnType<typeof inputSchema>>> = {
  output: 'separation',
  answer: 'task',
  models: [],
  inputSchema,
  priceNames: SEPARATION_TYPES,
  priceName: ({ type }) => type,
  reuseKey: ({ source, type }) => `${type} ${source.track ? trackKey(source.track) : source.audioUrl}`,
  source: ({ source }) => source.track && toSource(source.track),
};
