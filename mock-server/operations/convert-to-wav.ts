import { z } from 'zod';
import { WAV_CREATE_PATH, WAV_RECORD_PATH } from '../../src/upstream/kie/wire/convert-to-wav.ts';
import { codeTables } from '../dialect/codes.ts';
import { anySong, failedWith, oneStage, sameAs, zoneless } from './one-stage.ts';
import { defineOperation } from './operation.ts';
import { parentTrack } from './parent-track.ts';

/** WAV conversion. Source: docs.kie.ai and docs.sunoapi.org, "Convert to WAV", its callback page and its details page. */

const content = z.object({ path: z.string(), musicId: z.string(), musicIndex: z.number() });

export const convertToWav = defineOperation<z.infer<typeof content>>({
  name: 'convert-to-wav',
  createPath: WAV_CREATE_PATH,
  recordPath: WAV_RECORD_PATH,
  shape: () => ({
    taskId: { type: 'string', required: true },
    audioId: { type: 'string', required: true },
    callBackUrl: { type: 'url', required: true },
  }),
  example: () => ({ taskId: 'a task of add-vocals', audioId: 'a track of it' }),
  prices: { 'convert-to-wav': 0.4 },
  priceName: () => 'convert-to-wav',
  content,
  refuse: (request, context) => {
    if (parentTrack(request, context) === null) return { why: 'unknown-parent' };
    // Its id is not in the answer.
    const earlier = sameAs(context, 'convert-to-wav', request, ['taskId', 'audioId']);
    return earlier ? { why: 'already-exists', msg: 'The WAV record already exists' } : null;
  },
  make: (request, context) => {
    const track = parentTrack(request, context);
    const path = `/media/w/${context.taskId}.wav`;
    return {
      content: { path, musicId: track?.id ?? '', musicIndex: track?.index ?? 0 },
      files: [{ path, part: 'wav', availableAt: ['complete'], song: track?.song ?? anySong(context.taskId) }],
    };
  },
  stages: oneStage(1_000, 2_000),
  // The page knows no other code than 500.
  failureCodes: () => codeTables.kie.separation,
  failed: (options) =>
    failedWith(options, { code: 500, message: 'WAV generation failed', state: 'GENERATE_WAV_FAILED' }),
  callback: (task, { path }, { stage, link }) => ({
    code: stage.failure?.code ?? 200,
    msg: stage.failure?.message ?? 'success',
    data: { task_id: task.id, audioWavUrl: stage.failure ? null : link(path) },
  }),
  record: (task, { path, musicId, musicIndex }, { link }) => ({
    taskId: task.id,
    musicId,
    callbackUrl: task.callBackUrl,
    musicIndex,
    createTime: zoneless(task.acceptedAt),
    completeTime: zoneless(task.completedAt),
    response: task.reached === null ? null : { audioWavUrl: link(path) },
    successFlag: task.state,
    errorCode: task.failure?.code ?? null,
    errorMessage: task.failure?.message ?? null,
  }),
});
