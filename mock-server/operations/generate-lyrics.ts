import { z } from 'zod';
import { LYRICS_CREATE_PATH, LYRICS_RECORD_PATH } from '../../src/upstream/kie/wire/generate-lyrics.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import { fraction } from '../core/random.ts';
import { codeTables } from '../dialect/codes.ts';
import { defineOperation } from './operation.ts';

/** Lyrics without music. Source: docs.kie.ai and docs.sunoapi.org, "Generate Lyrics" and its callback and details pages. */

const STATES = ['CREATE_TASK_FAILED', 'GENERATE_LYRICS_FAILED', 'CALLBACK_EXCEPTION', 'SENSITIVE_WORD_ERROR'] as const;

const content = z.object({ variants: z.array(z.object({ title: z.string(), text: z.string() })) });
type LyricsContent = z.infer<typeof content>;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Two texts of two verses and a chorus, made of the words of the prompt. */
const write = (prompt: string): LyricsContent => {
  const words = prompt.split(/\s+/).filter((word) => word !== '');
  const line = (from: number): string =>
    capital(Array.from({ length: 5 }, (_, index) => words[(from + index) % words.length] ?? 'la').join(' '));
  const variant = (shift: number) => ({
    title: line(shift).split(' ').slice(0, 3).join(' '),
    text: `[Verse]\n${line(shift)}\n${line(shift + 2)}\n\n[Chorus]\n${line(shift + 1)}\n${line(shift + 1)}\n`,
  });
  return { variants: [variant(0), variant(1)] };
};

/** Rows of callbacks (`error_message`) and records (`errorMessage`); sunoapi writes both in camelCase. */
const rows = ({ variants }: LyricsContent, errorKey: string): readonly JsonObject[] =>
  variants.map(({ title, text }) => ({ text, title, status: 'complete', [errorKey]: '' }));

export const generateLyrics = defineOperation<LyricsContent>({
  name: 'generate-lyrics',
  createPath: LYRICS_CREATE_PATH,
  recordPath: LYRICS_RECORD_PATH,
  // kie counts 200 characters, sunoapi 200 words.
  shape: (dialect) => ({
    prompt: { type: 'string', required: true, ...(dialect === 'kie' && { maxLength: 200 }) },
    callBackUrl: { type: 'url', required: true },
  }),
  example: () => ({ prompt: 'A ferry leaves the harbour light' }),
  prices: { 'generate-lyrics': 0.4 },
  priceName: () => 'generate-lyrics',
  content,
  make: (request) => ({ content: write(textOf(request, 'prompt')), files: [] }),
  stages: ({ taskId }) => [
    {
      name: 'complete',
      state: 'SUCCESS',
      afterMs: Math.round(500 + 500 * fraction(taskId, 'time')),
      failure: null,
      refund: false,
      callbacksAfterMs: [0],
    },
  ],
  failureCodes: (dialect) => codeTables[dialect].lyrics,
  failed: (options, { dialect }) => ({
    name: 'error',
    state: STATES.find((state) => state === options.state) ?? 'GENERATE_LYRICS_FAILED',
    failure: {
      code: options.code ?? codeTables[dialect].lyrics['generation-failed'],
      message: options.message ?? 'Lyrics generation failed',
    },
    refund: options.refund ?? false,
    callbacksAfterMs: [0],
  }),
  callback: (task, made, { stage, dialect }) => ({
    code: stage.failure?.code ?? 200,
    msg: stage.failure?.message ?? 'All generated successfully.',
    data: {
      // Of a failure, too.
      callbackType: 'complete',
      [dialect === 'kie' ? 'task_id' : 'taskId']: task.id,
      data: stage.failure ? null : rows(made, dialect === 'kie' ? 'error_message' : 'errorMessage'),
    },
  }),
  record: (task, made) => ({
    taskId: task.id,
    param: JSON.stringify(task.request),
    response: task.reached === null ? null : { taskId: task.id, data: rows(made, 'errorMessage') },
    status: task.state,
    type: 'LYRICS',
    errorCode: task.failure?.code ?? null,
    errorMessage: task.failure?.message ?? null,
  }),
});
