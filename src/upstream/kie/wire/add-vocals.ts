import { z } from 'zod';
import { genderField, weightFields } from './songs.ts';

/** Add vocals, as docs.kie.ai ("Add Vocals to Music") spells it. */
export const ADD_VOCALS_CREATE_PATH = '/api/v1/generate/add-vocals';

/** The add-vocals request we send; without `lyrics`, which only one dialect has. */
export const addVocalsRequest = z.strictObject({
  uploadUrl: z.url(),
  prompt: z.string(),
  title: z.string(),
  style: z.string(),
  negativeTags: z.string(),
  callBackUrl: z.url(),
  model: z.string(),
  ...genderField,
  ...weightFields,
});
export type AddVocalsRequest = z.infer<typeof addVocalsRequest>;
