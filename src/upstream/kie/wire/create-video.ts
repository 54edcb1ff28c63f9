import { z } from 'zod';

/** Music videos, as docs.kie.ai ("Create Music Video", "Get Music Video Details") spells them. */
export const VIDEO_CREATE_PATH = '/api/v1/mp4/generate';
export const VIDEO_RECORD_PATH = '/api/v1/mp4/record-info';

export const videoRequest = z.strictObject({
  taskId: z.string(),
  audioId: z.string(),
  callBackUrl: z.url(),
  author: z.string().max(50).optional(),
  domainName: z.string().max(50).optional(),
});
export type VideoRequest = z.infer<typeof videoRequest>;

/** The names of the file in records and callbacks. */
export const VIDEO_URL_NAMES = ['videoUrl', 'video_url'] as const;
