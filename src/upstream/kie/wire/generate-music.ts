import { z } from 'zod';
import { genderField, personaFields, songFields, weightFields } from './songs.ts';

/** A song, as docs.kie.ai ("Generate Music") spells it. */
export const GENERATE_MUSIC_CREATE_PATH = '/api/v1/generate';

export const generateMusicRequest = z.strictObject({
  ...songFields,
  negativeTags: z.string().optional(),
  ...genderField,
  ...weightFields,
  ...personaFields,
  duration: z.number().optional(),
  callBackUrl: z.url(),
});
export type GenerateMusicRequest = z.infer<typeof generateMusicRequest>;
