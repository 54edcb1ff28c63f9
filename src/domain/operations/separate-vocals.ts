import { z } from 'zod';
import { mediaUrl, perRules, upstreamId } from './input-rules.ts';
import { type Operation, type TrackRef, toSource, trackKey } from './operation.ts';
import { isStemName } from './stem-names.ts';

export const SEPARATION_TYPES = ['SEPARATE_VOCAL', 'SPLIT_STEM', 'SPLIT_STEM_ADVANCED'] as const;
export type SeparationType = (typeof SEPARATION_TYPES)[number];

/** What to split, exactly one of the two, and how. */
export interface SeparateVocalsInput {
  readonly source: { readonly track: TrackRef | null; readonly audioUrl: string | null };
  readonly type: SeparationType;
  /** The stem to take out; with SPLIT_STEM_ADVANCED, and absent otherwise. */
  readonly stemName?: string;
}

const inputSchema = perRules((rules) =>
  z
    .strictObject({
      source: z
        .strictObject({
          track: z.strictObject({ taskId: upstreamId, audioId: upstreamId }).nullish(),
          audioUrl: mediaUrl(rules).nullish(),
        })
        .transform(({ track, audioUrl }) => ({ track: track ?? null, audioUrl: audioUrl ?? null }))
        .refine(({ track, audioUrl }) => (track === null) !== (audioUrl === null), 'must name exactly one source'),
      type: z.enum(SEPARATION_TYPES),
      stemName: z
        .string()
        .refine(isStemName, "must be one of the provider's 98 names of stems, e.g. Lead Vocal or Kick")
        .nullish(),
    })
    .superRefine(({ type, stemName }, context) => {
      const isNamed = stemName !== null && stemName !== undefined;
      if (isNamed === (type === 'SPLIT_STEM_ADVANCED')) return;
      const message = isNamed ? 'is only for the type SPLIT_STEM_ADVANCED' : 'is required with SPLIT_STEM_ADVANCED';
      context.addIssue({ code: 'custom', path: ['stemName'], message });
    })
    // No key with the other types, so that their stored inputs stay equal to those of older versions.
    .transform(
      ({ stemName, ...input }): SeparateVocalsInput =>
        stemName === null || stemName === undefined ? input : { ...input, stemName },
    ),
);

/** Splits one finished track, or any audio file, into stems. */
export const separateVocals: Operation<SeparateVocalsInput, z.input<ReturnType<typeof inputSchema>>> = {
  output: 'separation',
  answer: 'task',
  models: [],
  inputSchema,
  priceNames: SEPARATION_TYPES,
  priceName: ({ type }) => type,
  reuseKey: ({ source, type, stemName }) => {
    const kind = stemName === undefined ? type : `${type} ${stemName}`;
    return `${kind} ${source.track ? trackKey(source.track) : source.audioUrl}`;
  },
  source: ({ source }) => source.track && toSource(source.track),
};
