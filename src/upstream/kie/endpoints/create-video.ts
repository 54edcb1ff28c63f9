import {
  VIDEO_CREATE_PATH,
  VIDEO_RECORD_PATH,
  VIDEO_URL_NAMES,
  type VideoRequest,
  videoRequest,
} from '../wire/create-video.ts';
import { defineEndpoint } from './endpoint.ts';
import { oneFileFamily } from './one-file.ts';

/** Makes a music video of a track. */
export const createVideo = defineEndpoint<'CREATE_VIDEO'>({
  createPath: VIDEO_CREATE_PATH,
  family: oneFileFamily('video', VIDEO_RECORD_PATH, VIDEO_URL_NAMES),
  toRequest: ({ source: { taskId, audioId }, author, domainName }, callbackUrl) =>
    videoRequest.parse({
      taskId,
      audioId,
      callBackUrl: callbackUrl,
      author: author ?? undefined,
      domainName: domainName ?? undefined,
    }) satisfies VideoRequest,
});
