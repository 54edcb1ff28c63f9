import { z } from 'zod';

/** Fields that the requests of songs share, as docs.kie.ai spells them. */
const weight = z.number().min(0).max(1).multipleOf(0.01);

export const weightFields = {
  styleWeight: weight.optional(),
  weirdnessConstraint: weight.optional(),
  audioWeight: weight.optional(),
};

export const genderField = { vocalGender: z.enum(['m', 'f']).optional() };

export const personaFields = {
  personaId: z.string().optional(),
  personaModel: z.enum(['style_persona', 'voice_persona']).optional(),
};

/** A song in custom mode (style, title, and a prompt that is sung), or one that the provider writes to a prompt. */
export const songFields = {
  customMode: z.boolean(),
  instrumental: z.boolean(),
  model: z.string(),
  prompt: z.string().optional(),
  style: z.string().optional(),
  title: z.string().optional(),
};

/** Of a continuation: without the flag all of it is as the source was. */
export const continuationFields = {
  defaultParamFlag: z.boolean(),
  instrumental: z.boolean(),
  model: z.string(),
  continueAt: z.number().positive().optional(),
  prompt: z.string().optional(),
  style: z.string().optional(),
  title: z.string().optional(),
};
