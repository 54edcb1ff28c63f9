import { z } from 'zod';
import { genderField, songFields, weightFields } from './songs.ts';

/** A mashup of two uploads, as docs.kie.ai ("Generate Mashup") spells it. */
export const GENERATE_MASHUP_CREATE_PATH = '/api/v1/generate/mashup';

export const generateMashupRequest = z.strictObject({
  uploadUrlList: z.tuple([z.url(), z.url()]),
  ...songFields,
  ...genderField,
  ...weightFields,
  duration: z.number().optional(),
  callBackUrl: z.url(),
});
export type GenerateMashupRequest = z.infer<typeof generateMashupRequest>;
