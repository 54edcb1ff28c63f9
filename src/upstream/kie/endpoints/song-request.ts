import type { Continuation, PersonaModel, Song, VocalGender } from '../../../domain/operations/song-input.ts';

/*
 * What the requests of songs have in common, in the provider's spelling.
 */

/** The fields that are given: the provider distinguishes a missing field from null. */
export const given = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

interface Performance {
  readonly vocalGender: VocalGender | null;
  readonly personaId?: string | null;
  readonly personaModel?: PersonaModel | null;
}

/** The singer; null for what the provider chooses. */
export const singerFields = ({ vocalGender, personaId, personaModel }: Performance) => ({
  vocalGender: vocalGender && (vocalGender === 'FEMALE' ? 'f' : 'm'),
  personaId,
  personaModel: personaModel && (personaModel === 'VOICE' ? 'voice_persona' : 'style_persona'),
});

/** The song: the provider's non-custom mode writes it to a description, its custom mode sings the prompt. */
export const songFields = ({ described, written }: Song) =>
  written === null
    ? { customMode: false, prompt: described?.description }
    : { customMode: true, prompt: written.lyrics, style: written.style, title: written.title };

/** What a continuation is to be; without one, all of it is as the source was. */
export const continuationFields = (continuation: Continuation) => ({
  defaultParamFlag: continuation !== null,
  ...continuation,
});
