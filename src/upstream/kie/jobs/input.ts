import { z } from 'zod';
import type { Continuation, PersonaModel, Song, VocalGender } from '../../../domain/operations/song-input.ts';
import { songModel } from '../../../domain/operations/song-models.ts';
import { singerFields } from '../endpoints/song-request.ts';

/*
 * What the inputs of jobs have in common, in the provider's snake_case (provider.md, 6.6). The schemas are strict: a field
 * that the provider does not name is never sent.
 */

const weight = z.number().min(0).max(1).multipleOf(0.01).optional();
const text = z.string().optional();

/** How a performance is to be. */
export const controlFields = {
  vocal_gender: z.enum(['m', 'f']).optional(),
  style_weight: weight,
  weirdness_constraint: weight,
  audio_weight: weight,
};

export const personaFields = { persona_id: text, persona_model: z.enum(['style_persona', 'voice_persona']).optional() };

/** Of a song, or of what one is to become; what is left out is the provider's to choose, or stays as it was. */
export const songFields = {
  model: z.string(),
  instrumental: z.boolean(),
  prompt: text,
  lyrics: text,
  style: text,
  title: text,
  negative_tags: text,
};

export const durationField = { duration: z.int().min(10).max(360).optional() };

interface Performance {
  readonly vocalGender: VocalGender | null;
  readonly styleWeight: number | null;
  readonly weirdnessConstraint: number | null;
  readonly audioWeight: number | null;
  readonly personaId?: string | null;
  readonly personaModel?: PersonaModel | null;
}

export const toControls = (input: Performance) => {
  const { vocalGender, personaId, personaModel } = singerFields(input);
  return {
    vocal_gender: vocalGender,
    style_weight: input.styleWeight,
    weirdness_constraint: input.weirdnessConstraint,
    audio_weight: input.audioWeight,
    persona_id: personaId,
    persona_model: personaModel,
  };
};

/** Seconds of a song whose length the caller leaves open. Without a number the provider makes 20 (provider.md, 6.6). */
const USUAL_DURATION = 180;

/** The length of a song in the caller's own words; null where the provider chooses it. */
export const toDuration = (song: Song, model: string, duration: number | null): number | null => {
  const takesDuration = song.written !== null && songModel(model).takesDuration;
  return duration ?? (takesDuration ? USUAL_DURATION : null);
};

/** Lyrics have a field of their own here, also where they replace those of a source. */
export const toContinuation = (continuation: Continuation) => ({
  lyrics: continuation?.prompt,
  style: continuation?.style,
  title: continuation?.title,
});
