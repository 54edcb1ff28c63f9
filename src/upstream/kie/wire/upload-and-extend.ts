import { z } from 'zod';
import { continuationFields, genderField, personaFields, weightFields } from './songs.ts';

/** A continuation of an upload, as docs.kie.ai ("Upload And Extend Audio") spells it. */
export const UPLOAD_AND_EXTEND_CREATE_PATH = '/api/v1/generate/upload-extend';

export const uploadAndExtendRequest = z.strictObject({
  uploadUrl: z.url(),
  ...continuationFields,
  negativeTags: z.string().optional(),
  ...genderField,
  ...weightFields,
  ...personaFields,
  callBackUrl: z.url(),
});
export type UploadAndExtendRequest = z.infer<typeof uploadAndExtendRequest>;
