import { z } from 'zod';
import { characters, upstreamId, weight, words } from './input-rules.ts';
import { SONG_MODELS, type SongModel, songModel } from './song-models.ts';

/*
 * What the inputs of songs have in common: their fields, and the rules that go over several fields.
 */

const VOCAL_GENDERS = ['MALE', 'FEMALE'] as const;
export type VocalGender = (typeof VOCAL_GENDERS)[number];

const PERSONA_MODELS = ['STYLE', 'VOICE'] as const;
export type PersonaModel = (typeof PERSONA_MODELS)[number];

/** `schema`, or null where the caller gives nothing. */
export const orNull = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? null);

/** The most characters that any model takes. */
const most = (of: (model: SongModel) => number): number => Math.max(...SONG_MODELS.map((name) => of(songModel(name))));

const LYRICS_LENGTH = most(({ lyrics }) => lyrics);
const STYLE_LENGTH = most(({ style }) => style);
const TITLE_LENGTH = most(({ titles }) => titles.extension);

/** Characters. The provider gives no number for songs: this one is the gateway's own. */
const NEGATIVE_TAGS_LENGTH = 1_000;

export const lyrics = words(LYRICS_LENGTH);
export const style = words(STYLE_LENGTH);
/** At most as long as any model takes it for any operation. */
export const title = words(TITLE_LENGTH);
export const negativeTags = orNull(words(NEGATIVE_TAGS_LENGTH));
export const vocalGender = orNull(z.enum(VOCAL_GENDERS));
export const weights = { styleWeight: weight, weirdnessConstraint: weight, audioWeight: weight };
export const persona = { personaId: orNull(upstreamId), personaModel: orNull(z.enum(PERSONA_MODELS)) };
/** Seconds; not reliably honoured by the provider (provider.md, 5.1). */
export const duration = orNull(
  z.int('must be a whole number').min(10, 'must be at least 10').max(360, 'must be at most 360'),
);

/** Seconds; after the end of any track. */
const LATEST_MOMENT = 3_600;

/** Seconds into a track, from which on it is continued. */
export const continueAt = z.number().gt(0, 'must be above 0').max(LATEST_MOMENT, `must be at most ${LATEST_MOMENT}`);

/** Seconds into a track, with at most two decimals. */
export const moment = z
  .number()
  .min(0, 'must be at least 0')
  .max(LATEST_MOMENT, `must be at most ${LATEST_MOMENT}`)
  .refine((value) => Math.round(value * 100) / 100 === value, 'must have at most two decimals');

/** @param descriptionLength characters of a description that the operation takes. */
export const song = (descriptionLength: number) =>
  z
    .strictObject({
      described: orNull(z.strictObject({ description: words(descriptionLength) })),
      written: orNull(z.strictObject({ title, style, lyrics: orNull(lyrics) })),
    })
    .refine(({ described, written }) => (described === null) !== (written === null), 'must be described or written');

/** A song that the provider writes, or one in the caller's own words: one of them is null. */
export type Song = z.output<ReturnType<typeof song>>;

/** What a continuation is to be; what is null stays as it was. */
export const continuation = orNull(
  z.strictObject({ prompt: orNull(lyrics), style: orNull(style), title: orNull(title) }),
);
export type Continuation = z.output<typeof continuation>;

type Path = readonly string[];

/** What is found wrong, by its place in the input. */
export type Complain = (path: Path, message: string) => void;

/** A rule over several fields, for `superRefine`. */
export const crossRule =
  <Input>(rule: (input: Input, complain: Complain) => void) =>
  (input: Input, context: z.RefinementCtx): void =>
    rule(input, (path, message) => context.addIssue({ code: 'custom', path: [...path], message }));

/** A text with a limit that depends on the model; what is longer than `most` was complained about by its own rule. */
const limitLength = (
  complain: Complain,
  path: Path,
  text: string | null,
  { limit, most: longest, model }: { readonly limit: number; readonly most: number; readonly model: string },
): void => {
  if (text === null || characters(text) <= limit || characters(text) > longest) return;
  complain(path, `must be at most ${limit} characters with model ${model}`);
};

interface Performance {
  readonly model: string;
  readonly instrumental: boolean;
  readonly vocalGender: VocalGender | null;
  readonly personaId?: string | null;
  readonly personaModel?: PersonaModel | null;
  readonly duration?: number | null;
}

/** Rules about who sings, and for how long. */
const validatePerformance = (input: Performance, complain: Complain): void => {
  const {
    model,
    instrumental,
    vocalGender: gender,
    personaId = null,
    personaModel = null,
    duration: length = null,
  } = input;
  const { takesPersonaModel, takesDuration } = songModel(model);
  if (instrumental && gender !== null) complain(['vocalGender'], 'must not be given for an instrumental');
  if (personaModel !== null && personaId === null) complain(['personaModel'], 'must not be given without a personaId');
  if (personaModel !== null && !takesPersonaModel) complain(['personaModel'], `cannot be chosen with model ${model}`);
  if (length !== null && !takesDuration) complain(['duration'], `cannot be chosen with model ${model}`);
};

/**
 * Rules about a song: what an instrumental cannot have, and what the provider ignores where it writes the song itself.
 */
export const validateSong = (
  input: Performance & { readonly song: Song },
  titleLength: (model: SongModel) => number,
  complain: Complain,
): void => {
  validatePerformance(input, complain);
  const { model, instrumental, song: wanted } = input;
  const limits = songModel(model);
  if (wanted.written !== null) {
    const { written } = wanted;
    const path = ['song', 'written'];
    if (instrumental && written.lyrics !== null) complain([...path, 'lyrics'], 'must not be given for an instrumental');
    if (!instrumental && written.lyrics === null) complain([...path, 'lyrics'], 'must be given unless instrumental');
    limitLength(complain, [...path, 'lyrics'], written.lyrics, { limit: limits.lyrics, most: LYRICS_LENGTH, model });
    limitLength(complain, [...path, 'style'], written.style, { limit: limits.style, most: STYLE_LENGTH, model });
    limitLength(complain, [...path, 'title'], written.title, { limit: titleLength(limits), most: TITLE_LENGTH, model });
    return;
  }
  const ignored = { vocalGender: input.vocalGender, personaId: input.personaId, duration: input.duration };
  for (const [field, value] of Object.entries(ignored)) {
    if (value !== null && value !== undefined) complain([field], 'has no effect on a described song');
  }
};

/** Rules about a continuation. @param needed its fields that must be given. */
export const validateContinuation = (
  input: Performance & { readonly continuation: Continuation },
  needed: readonly ('prompt' | 'style' | 'title')[],
  complain: Complain,
): void => {
  validatePerformance(input, complain);
  const { model, instrumental, continuation: wanted } = input;
  if (wanted === null) return;
  const limits = songModel(model);
  for (const field of needed) {
    if (field === 'prompt' && instrumental) continue;
    if (wanted[field] === null) complain(['continuation', field], 'must be given with a continuation');
  }
  if (instrumental && wanted.prompt !== null)
    complain(['continuation', 'prompt'], 'must not be given for an instrumental');
  limitLength(complain, ['continuation', 'prompt'], wanted.prompt, {
    limit: limits.lyrics,
    most: LYRICS_LENGTH,
    model,
  });
  limitLength(complain, ['continuation', 'style'], wanted.style, { limit: limits.style, most: STYLE_LENGTH, model });
  limitLength(complain, ['continuation', 'title'], wanted.title, {
    limit: limits.titles.extension,
    most: TITLE_LENGTH,
    model,
  });
};
