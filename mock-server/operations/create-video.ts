import { z } from 'zod';
import { VIDEO_CREATE_PATH, VIDEO_RECORD_PATH } from '../../src/upstream/kie/wire/create-video.ts';
import { codeTables } from '../dialect/codes.ts';
import { anySong, failedWith, oneStage } from './one-stage.ts';
import { defineOperation } from './operation.ts';
import { parentTrack } from './parent-track.ts';

/**
 * Music videos. Source: docs.kie.ai and docs.sunoapi.org, "Create Music Video", its callback page and its details page.
 * What is served shows the cover picture while the track sounds (docs/decisions/036-mock-videos.md).
 */

const content = z.object({ path: z.string(), musicId: z.string(), musicIndex: z.number() });

export const createVideo = defineOperation<z.infer<typeof content>>({
  name: 'create-video',
  createPath: VIDEO_CREATE_PATH,
  recordPath: VIDEO_RECORD_PATH,
  shape: () => ({
    taskId: { type: 'string', required: true },
    audioId: { type: 'string', required: true },
    callBackUrl: { type: 'url', required: true },
    author: { type: 'string', maxLength: 50 },
    domainName: { type: 'string', maxLength: 50 },
  }),
  example: () => ({ taskId: 'a task of add-vocals', audioId: 'a track of it', author: 'The Night Ferry' }),
  prices: { 'create-video': 2 },
  priceName: () => 'create-video',
  content,
  refuse: (request, context) => (parentTrack(request, context) === null ? { why: 'unknown-parent' } : null),
  make: (request, context) => {
    const track = parentTrack(request, context);
    const path = `/media/v/${context.taskId}.mp4`;
    return {
      content: { path, musicId: track?.id ?? '', musicIndex: track?.index ?? 0 },
      files: [{ path, part: 'video', availableAt: ['complete'], song: track?.song ?? anySong(context.taskId) }],
    };
  },
  stages: oneStage(2_000, 3_000),
  failureCodes: () => codeTables.kie.separation,
  failed: (options) =>
    failedWith(options, { code: 500, message: 'MP4 generation failed', state: 'GENERATE_MP4_FAILED' }),
  callback: (task, { path }, { stage, link }) => ({
    code: stage.failure?.code ?? 200,
    msg: stage.failure?.message ?? 'MP4 generated successfully.',
    data: { task_id: task.id, video_url: stage.failure ? null : link(path) },
  }),
  record: (task, { path, musicId, musicIndex }, { link, dialect }) => ({
    taskId: task.id,
    musicId,
    callbackUrl: task.callBackUrl,
    ...(dialect === 'kie' ? { musicIndex } : { audioId: musicId }),
    createTime: task.acceptedAt,
    completeTime: task.completedAt,
    response: task.reached === null ? null : { videoUrl: link(path) },
    // Only the sibling brand has a state for an undelivered callback.
    successFlag: dialect === 'kie' && task.state === 'CALLBACK_EXCEPTION' ? 'SUCCESS' : task.state,
    errorCode: task.failure?.code ?? null,
    errorMessage: task.failure?.message ?? null,
  }),
});
