import { z } from 'zod';
import { continuationFields, genderField, personaFields, weightFields } from './songs.ts';

/** A continuation of a track, as docs.kie.ai ("Extend Music") spells it. */
export const EXTEND_MUSIC_CREATE_PATH = '/api/v1/generate/extend';

export const extendMusicRequest = z.strictObject({
  audioId: z.string(),
  ...continuationFields,
  negativeTags: z.string().optional(),
  ...genderField,
  ...weightFields,
  ...personaFields,
  callBackUrl: z.url(),
});
export type ExtendMusicRequest = z.infer<typeof extendMusicRequest>;
