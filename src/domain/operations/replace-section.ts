import { z } from 'zod';
import { givenModelName, mediaUrl, perRules, upstreamId, words } from './input-rules.ts';
import { type Operation, type SourceTask, toSource } from './operation.ts';
import { type Complain, crossRule, lyrics, moment, negativeTags, orNull, style, title } from './song-input.ts';
import { LONGEST_TRACK, SONG_MODELS, songModel } from './song-models.ts';
import { musicSourceFault, songOperation, trackSeconds } from './song-operation.ts';

/** Characters. The provider gives no number for the whole edited text: this one is the gateway's own. */
const FULL_LYRICS_LENGTH = 5_000;

/** Seconds that are replaced: at least so many, and at most half of the source (provider.md, 12.25). */
const SHORTEST_SECTION = 10;

interface Section {
  readonly infillStart: number;
  readonly infillEnd: number;
}

/** Seconds, free of the rounding errors of a difference. */
const lengthOf = ({ infillStart, infillEnd }: Section): number => Math.round((infillEnd - infillStart) * 100) / 100;

/** @param sourceSeconds the most that the source can last. */
const validateSection = (section: Section, sourceSeconds: number, complain: Complain): void => {
  const longest = sourceSeconds / 2;
  const seconds = lengthOf(section);
  if (seconds < SHORTEST_SECTION) complain(['infillEnd'], `must be at least ${SHORTEST_SECTION} after infillStart`);
  if (seconds > longest) complain(['infillEnd'], `must be at most ${longest} after infillStart`);
};

const inputSchema = perRules((rules) =>
  z
    .strictObject({
      source: z
        .strictObject({
          track: orNull(z.strictObject({ taskId: upstreamId, audioId: upstreamId })),
          uploadUrl: orNull(mediaUrl(rules)),
        })
        .refine(({ track, uploadUrl }) => (track === null) !== (uploadUrl === null), 'must name exactly one source'),
      prompt: lyrics,
      tags: style,
      title,
      infillStart: moment,
      infillEnd: moment,
      fullLyrics: words(FULL_LYRICS_LENGTH),
      negativeTags,
      model: orNull(givenModelName(rules, SONG_MODELS)),
    })
    .superRefine(
      crossRule((input, complain) => {
        const { source, model } = input;
        const { longestUpload } = songModel(model ?? rules.defaultModel);
        validateSection(input, source.uploadUrl === null ? LONGEST_TRACK : longestUpload, complain);
        if (source.track !== null && model !== null)
          complain(['model'], 'must not be given for a track: its own is taken');
      }),
    )
    .transform((input) =>
      input.source.uploadUrl === null ? input : { ...input, model: input.model ?? rules.defaultModel },
    ),
);

type ReplaceSectionInput = z.output<ReturnType<typeof inputSchema>>;

const sourceFault = (input: ReplaceSectionInput, source: SourceTask) => {
  const fault = musicSourceFault(source, ['source', 'track']);
  if (fault !== null) return fault;
  const seconds = trackSeconds(source, input.source.track?.audioId ?? '');
  if (seconds === null) return null;
  const isOutside = input.infillEnd > seconds;
  if (!isOutside && lengthOf(input) <= seconds / 2) return null;
  const message = isOutside
    ? `infillEnd must not be after the end of the track, ${seconds}.`
    : 'infillEnd must leave half of the track as it is.';
  return { path: ['infillEnd'], message, retryable: false };
};

/** Makes a part of a track anew. */
export const replaceSection: Operation<ReplaceSectionInput, z.input<ReturnType<typeof inputSchema>>> = {
  ...songOperation('REPLACE_SECTION'),
  models: SONG_MODELS,
  inputSchema,
  source: ({ source }) => source.track && toSource(source.track),
  sourceFault,
};
