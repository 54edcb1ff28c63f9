import { z } from 'zod';

/** A sound, as docs.kie.ai ("Generate Sounds") spells it. Without a key it may be in any. */
export const GENERATE_SOUNDS_CREATE_PATH = '/api/v1/generate/sounds';

export const generateSoundsRequest = z.strictObject({
  prompt: z.string(),
  model: z.string(),
  soundLoop: z.boolean(),
  soundTempo: z.int().optional(),
  soundKey: z.string().optional(),
  grabLyrics: z.boolean(),
  callBackUrl: z.url(),
});
export type GenerateSoundsRequest = z.infer<typeof generateSoundsRequest>;
