import { z } from 'zod';
import { genderField, personaFields, songFields, weightFields } from './songs.ts';

/** A cover of an upload, as docs.kie.ai ("Upload And Cover Audio") spells it. */
export const UPLOAD_AND_COVER_CREATE_PATH = '/api/v1/generate/upload-cover';

export const uploadAndCoverRequest = z.strictObject({
  uploadUrl: z.url(),
  ...songFields,
  negativeTags: z.string().optional(),
  ...genderField,
  ...weightFields,
  ...personaFields,
  duration: z.number().optional(),
  callBackUrl: z.url(),
});
export type UploadAndCoverRequest = z.infer<typeof uploadAndCoverRequest>;
