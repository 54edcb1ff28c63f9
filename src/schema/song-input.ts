import type * as domain from '../domain/operations/song-input.ts';
import { builder } from './builder.ts';
import { VocalGender } from './vocal-gender.ts';

/*
 * What the inputs of songs have in common.
 */

const DescribedSongInput = builder.inputType('DescribedSongInput', {
  description: 'A song that the provider writes.',
  fields: (t) => ({
    description: t.string({
      required: true,
      description: 'What it is about, and how it sounds: at most 3000 characters, for covers and mashups 500.',
    }),
  }),
});

const WrittenSongInput = builder.inputType('WrittenSongInput', {
  description: 'A song in your own words. How long they may be depends on the model.',
  fields: (t) => ({
    title: t.string({ required: true, description: 'Title of the tracks.' }),
    style: t.string({ required: true, description: 'Style of the music, e.g. "Jazz, relaxed".' }),
    lyrics: t.string({ description: 'Required unless instrumental.' }),
  }),
});

export const SongInput = builder.inputType('SongInput', {
  description: 'Exactly one: say what you want and let the provider write it, or write it yourself.',
  isOneOf: true,
  fields: (t) => ({
    described: t.field({ type: DescribedSongInput, description: 'The provider writes it.' }),
    written: t.field({ type: WrittenSongInput, description: 'You have written it.' }),
  }),
});

export const ContinuationInput = builder.inputType('ContinuationInput', {
  description: 'What a continuation is to be; absent: all of it as the source was.',
  fields: (t) => ({
    prompt: t.string({ description: 'The words that are sung. An instruction here would be sung, too.' }),
    style: t.string({ description: 'Style of the music.' }),
    title: t.string({ description: 'Title of the tracks.' }),
  }),
});

const PersonaModel = builder.enumType('PersonaModel', {
  description: 'What a persona lends to a song.',
  values: {
    STYLE: { description: 'Its way of making music.' },
    VOICE: { description: 'Its voice.' },
  } satisfies Record<domain.PersonaModel, object>,
});

type InputFields = PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>;

export const modelField = (t: InputFields) =>
  t.string({ description: "Provider's model name; the operator's DEFAULT_MODEL where it is absent." });

export const instrumentalField = (t: InputFields) =>
  t.boolean({ required: true, defaultValue: false, description: 'Without a voice.' });

export const negativeTagsField = (t: InputFields) => t.string({ description: 'Styles to avoid, e.g. "Heavy Metal".' });

export const durationField = (t: InputFields) => t.int({ description: 'Seconds, where the model takes it.' });

/** How a song is performed. */
export const performanceFields = (t: InputFields) => ({
  vocalGender: t.field({ type: VocalGender, description: 'Gender of the voice. By default the provider chooses.' }),
  styleWeight: t.float({ description: '0 to 1, at most two decimals, like the two below.' }),
  weirdnessConstraint: t.float({ description: 'How far the music may depart from the usual.' }),
  audioWeight: t.float({ description: 'How closely to follow the audio that is given.' }),
});

const personaFields = (t: InputFields) => ({
  personaId: t.string({ description: 'A persona of generatePersona, or a voice.' }),
  personaModel: t.field({
    type: PersonaModel,
    description: 'What the persona lends. By default the provider chooses.',
  }),
});

/** The input fields that all operations that make a song have. */
export const songFields = (t: InputFields) => ({
  instrumental: instrumentalField(t),
  model: modelField(t),
  negativeTags: negativeTagsField(t),
  ...performanceFields(t),
  ...personaFields(t),
});

/** Address of a song that is uploaded, for operations that work on all of it. */
export const uploadedSongField = (t: InputFields) =>
  t.field({
    type: 'URL',
    required: true,
    description: 'Address of the song, of at most 8 minutes. The provider must be able to fetch it.',
  });
