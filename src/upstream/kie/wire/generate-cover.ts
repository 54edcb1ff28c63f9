import { z } from 'zod';
import * as read from './reading.ts';

/** Cover pictures, as docs.kie.ai ("Generate Cover", "Get Cover Details") spells them. */
export const COVER_CREATE_PATH = '/api/v1/suno/cover/generate';
export const COVER_RECORD_PATH = '/api/v1/suno/cover/record-info';

export const coverRequest = z.strictObject({ taskId: z.string(), callBackUrl: z.url() });
export type CoverRequest = z.infer<typeof coverRequest>;

/** `images` of a callback and of a record's `response`: each URL once; what is no URL is left out. */
export const coverImages = z.preprocess(
  (value) => (Array.isArray(value) ? [...new Set(value.map((one) => read.url.parse(one)))] : []),
  z.array(z.string().nullable()).transform((urls) => urls.filter((url) => url !== null)),
);
