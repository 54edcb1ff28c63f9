import { z } from 'zod';
import { given } from '../endpoints/song-request.ts';
import { VIDEO_URL_NAMES } from '../wire/create-video.ts';
import { defineJob } from './job.ts';
import { filesOf } from './results.ts';

const request = z.strictObject({
  task_id: z.string(),
  audio_id: z.string(),
  author: z.string().max(50).optional(),
  domain_name: z.string().max(50).optional(),
});

/** Makes a music video of a track. */
export const createVideo = defineJob('CREATE_VIDEO', {
  toInput: ({ source: { taskId, audioId }, author, domainName }) =>
    request.parse(given({ task_id: taskId, audio_id: audioId, author, domain_name: domainName })),
  outputOf: (roots) => ({ kind: 'video', url: filesOf(roots, VIDEO_URL_NAMES)[0] ?? null }),
});
