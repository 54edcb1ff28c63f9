import { z } from 'zod';

/** A new part of a track or of an upload, as docs.kie.ai ("Replace Music Section") spells it. */
export const REPLACE_SECTION_CREATE_PATH = '/api/v1/generate/replace-section';

const common = {
  prompt: z.string(),
  tags: z.string(),
  title: z.string(),
  infillStartS: z.number(),
  infillEndS: z.number(),
  fullLyrics: z.string(),
  negativeTags: z.string().optional(),
  callBackUrl: z.url(),
};

export const replaceSectionRequest = z.union([
  z.strictObject({ taskId: z.string(), audioId: z.string(), ...common }),
  z.strictObject({ uploadUrl: z.url(), model: z.string(), ...common }),
]);
export type ReplaceSectionRequest = z.infer<typeof replaceSectionRequest>;
