import { z } from 'zod';
import { COVER_CREATE_PATH, COVER_RECORD_PATH } from '../../src/upstream/kie/wire/generate-cover.ts';
import { textOf } from '../core/json.ts';
import { codeTables } from '../dialect/codes.ts';
import { musicContent } from './music-task.ts';
import { anySong, failedWith, integerState, oneStage, sameAs } from './one-stage.ts';
import { defineOperation, type MakeContext } from './operation.ts';

/** Cover pictures. Source: docs.kie.ai and docs.sunoapi.org, "Generate Cover", its callback page and its details page. */

const content = z.object({ paths: z.array(z.string()), parentTaskId: z.string() });

/** A music task that has ended well; null for any other, and for an id that the mock never gave. */
const parentMusic = (taskId: string, context: MakeContext) => {
  const parent = context.task(taskId);
  return parent?.reached === 'complete' && musicContent.safeParse(parent.content).success ? parent : null;
};

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export const generateCover = defineOperation<z.infer<typeof content>>({
  name: 'generate-cover',
  createPath: COVER_CREATE_PATH,
  recordPath: COVER_RECORD_PATH,
  shape: () => ({ taskId: { type: 'string', required: true }, callBackUrl: { type: 'url', required: true } }),
  example: () => ({ taskId: 'a task of add-vocals' }),
  prices: { 'generate-cover': 0 },
  priceName: () => 'generate-cover',
  content,
  refuse: (request, context) => {
    if (parentMusic(textOf(request, 'taskId'), context) === null) {
      return { why: 'unknown-parent', msg: 'Original music record does not exist' };
    }
    // One set for a task, ever: the answer to a second call has the id of the first one.
    const earlier = sameAs(context, 'generate-cover', request, ['taskId']);
    return earlier ? { why: 'malformed', msg: 'The cover already exists', data: { taskId: earlier.id } } : null;
  },
  make: (request, context) => {
    const parentTaskId = textOf(request, 'taskId');
    const song = parentMusic(parentTaskId, context)?.files[0]?.song ?? anySong(context.taskId);
    const pictures = [1, 2].map((number) => ({
      path: `/media/i/${context.taskId}-${number}.png`,
      song: { ...song, voice: `${context.taskId}:${number}` },
    }));
    return {
      content: { paths: pictures.map(({ path }) => path), parentTaskId },
      files: pictures.map((picture) => ({ ...picture, part: 'cover', availableAt: ['complete'] })),
    };
  },
  // An integer: 0 pending, 1 success, 2 generating, 3 failed.
  stages: oneStage(2_000, 3_000, '1'),
  failureCodes: (dialect) => codeTables[dialect].cover,
  failed: (options, { dialect }) =>
    failedWith(options, {
      code: codeTables[dialect].cover['generation-failed'],
      message: 'Cover generation failed',
      state: '3',
    }),
  callback: (task, { paths }, { stage, link }) => ({
    code: stage.failure?.code ?? 200,
    msg: stage.failure?.message ?? 'success',
    data: { taskId: task.id, images: stage.failure ? null : paths.map(link) },
  }),
  record: (task, { paths, parentTaskId }, { link }) => ({
    taskId: task.id,
    parentTaskId,
    callbackUrl: task.callBackUrl,
    createTime: iso(task.acceptedAt),
    completeTime: iso(task.completedAt),
    response: task.reached === null ? null : { images: paths.map(link) },
    successFlag: integerState(task),
    // 200 even where all went well.
    errorCode: task.failure?.code ?? (task.reached === null ? null : 200),
    errorMessage: task.failure?.message ?? '',
  }),
});
