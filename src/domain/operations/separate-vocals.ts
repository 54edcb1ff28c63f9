import { z } from 'zod';
import { mediaUrl, perRules, upstreamId } from './input-rules.ts';
import { type Operation, type TrackRef, trackKey } from './operation.ts';

export const SEPARATION_TYPES = ['SEPARATE_VOCAL', 'SPLIT_STEM'] as const;
export type SeparationType = (typeof SEPARATION_TYPES)[number];

/** What to split, exactly one of the two, and how. */
export interface SeparateVocalsInput {
  readonly source: { readonly track: TrackRef | null; readonly audioUrl: string | null };
  readonly type: SeparationType;
}

const inputSchema = perRules((rules) =>
  z.object({
    source: z
      .object({
        track: z.object({ taskId: upstreamId, audioId: upstreamId }).nullish(),
        audioUrl: mediaUrl(rules).nullish(),
      })
      .transform(({ track, audioUrl }) => ({ track: track ?? null, audioUrl: audioUrl ?? null }))
      .refine(({ track, audioUrl }) => (track === null) !== (audioUrl === null), 'must name exactly one source'),
    type: z.enum(SEPARATION_TYPES),
  }),
);

/** Splits one finished track, or any audio file, into stems. */
export const separateVocals: Operation<SeparateVocalsInput> = {
  output: 'separation',
  inputSchema,
  priceNames: SEPARATION_TYPES,
  priceName: ({ type }) => type,
  reuseKey: ({ source, type }) => `${type} ${source.track ? trackKey(source.track) : source.audioUrl}`,
  sourceTrack: ({ source }) => source.track,
};
