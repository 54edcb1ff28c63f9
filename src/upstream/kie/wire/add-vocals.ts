import { z } from 'zod';

/** Add vocals, as docs.kie.ai ("Add Vocals to Music") spells it. */
export const ADD_VOCALS_CREATE_PATH = '/api/v1/generate/add-vocals';

const weight = z.number().min(0).max(1).multipleOf(0.01);

/** The add-vocals request we send; without `lyrics`, which only one dialect has. */
export const addVocalsRequest = z.strictObject({
  uploadUrl: z.url(),
  prompt: z.string(),
  title: z.string(),
  style: z.string(),
  negativeTags: z.string(),
  callBackUrl: z.url(),
  model: z.string(),
  vocalGender: z.enum(['m', 'f']).optional(),
  styleWeight: weight.optional(),
  weirdnessConstraint: weight.optional(),
  audioWeight: weight.optional(),
});
export type AddVocalsRequest = z.infer<typeof addVocalsRequest>;
