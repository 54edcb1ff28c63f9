import { z } from 'zod';
import { genderField, weightFields } from './songs.ts';

/** An accompaniment to a voice, as docs.kie.ai ("Add Instrumental") spells it: `tags`, where others have `style`. */
export const ADD_INSTRUMENTAL_CREATE_PATH = '/api/v1/generate/add-instrumental';

export const addInstrumentalRequest = z.strictObject({
  uploadUrl: z.url(),
  title: z.string(),
  tags: z.string(),
  negativeTags: z.string(),
  model: z.string(),
  ...genderField,
  ...weightFields,
  callBackUrl: z.url(),
});
export type AddInstrumentalRequest = z.infer<typeof addInstrumentalRequest>;
