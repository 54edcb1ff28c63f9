import type { Stage } from '../core/task.ts';
import { rewriteBody } from './rewrite.ts';
import { group, type PlanChange, type PlanContext } from './scenario.ts';

/** The task fails when it should have been done, with a code as the pages list them for callbacks and records. */
const failsWith =
  (code: number, message: string, more: { state?: string; refund?: boolean } = {}): PlanChange =>
  (stages, { fail }) =>
    stages.slice(-1).map(({ afterMs }) => ({ ...fail({ code, message, ...more }), afterMs }));

const last = (stages: readonly Stage[], change: (stage: Stage) => Stage): readonly Stage[] =>
  stages.map((stage, index) => (index === stages.length - 1 ? change(stage) : stage));

/** The same failure halfway, and the good ending after all. */
const failsThenSucceeds = (stages: readonly Stage[], { fail }: PlanContext): readonly Stage[] => {
  const end = stages.at(-1);
  if (!end) return stages;
  return [...stages.slice(0, -1), { ...fail({}), afterMs: end.afterMs }, { ...end, afterMs: end.afterMs * 2 }];
};

/** Keys that lead to a finished file; streams are named, and there is nothing behind them. */
const isFileKey = (key: string): boolean => /url$/i.test(key) && !/stream|image|callback|origin_?url/i.test(key);

const noFiles = (key: string, value: Parameters<Parameters<typeof rewriteBody>[1]>[1]) =>
  key === 'originData' ? [] : isFileKey(key) ? null : value;

/** How a task can end other than well. Sources: sections 4.2, 4.3, 9 and 10 of the wire notes. */
export const endingScenarios = group('ending', [
  {
    name: 'complete-only',
    about: 'One callback and one change of state: text and first are skipped.',
    plan: (stages) => stages.slice(-1),
  },
  {
    name: 'error-after-first',
    about: 'The first track is there; then the task fails.',
    plan: (stages, { fail }) => last(stages, ({ afterMs }) => ({ ...fail({}), afterMs })),
  },
  {
    name: 'failure-then-success',
    about: 'The task fails, and later turns out to be done.',
    plan: failsThenSucceeds,
  },
  {
    name: 'success-without-files',
    about: 'The task is done and names no finished file; its streams have zero bytes.',
    callback: (draft) => ({ ...draft, body: rewriteBody(draft.body, noFiles) }),
    record: (envelope) => rewriteBody(envelope, noFiles),
    media: 'empty',
  },
  {
    name: 'callback-exception-with-files',
    about: 'The record ends as CALLBACK_EXCEPTION, with its files; no callback arrives.',
    plan: (stages) =>
      last(stages, (stage) => ({ ...stage, state: 'CALLBACK_EXCEPTION' })).map((stage) => ({
        ...stage,
        callbacksAfterMs: [],
      })),
  },
  { name: 'stuck', about: 'The task stays PENDING for ever, and says nothing.', plan: () => [] },
  {
    name: 'slow',
    about: 'Every stage takes longer.',
    value: { means: 'times as long', default: 10 },
    plan: (stages, { value }) => stages.map((stage) => ({ ...stage, afterMs: stage.afterMs * value })),
  },
  {
    name: 'create-failed',
    about: 'The task ends as CREATE_TASK_FAILED.',
    plan: failsWith(500, 'Internal Error, Please try again later.', { state: 'CREATE_TASK_FAILED' }),
  },
  {
    name: 'sensitive-word',
    about: 'The content filter ends the task as SENSITIVE_WORD_ERROR; a separation, as GENERATE_AUDIO_FAILED.',
    plan: failsWith(400, 'The prompt contains sensitive words.', { state: 'SENSITIVE_WORD_ERROR' }),
  },
  { name: 'failed-400', about: 'The task fails: refused lyrics.', plan: failsWith(400, 'The lyrics are copyrighted.') },
  {
    name: 'failed-408',
    about: 'The task fails: nothing came for ten minutes.',
    plan: failsWith(408, 'Generation timed out.'),
  },
  {
    name: 'failed-413',
    alias: '413',
    about: 'The task fails: the upload matches an existing work.',
    plan: failsWith(413, 'uploaded audio matches an existing work'),
  },
  {
    name: 'failed-451',
    alias: '451',
    about: 'The task fails: the provider could not fetch the file.',
    plan: failsWith(451, 'Failed to fetch the audio file.'),
  },
  {
    name: 'failed-500',
    about: 'The task fails: an internal error.',
    plan: failsWith(500, 'Internal Error, Please try again later.'),
  },
  { name: 'failed-501', about: 'The task fails: generation failed.', plan: failsWith(501, 'Audio generation failed') },
  {
    name: 'failed-531',
    alias: '531',
    about: 'The task fails and its credits come back.',
    plan: failsWith(531, 'Generation failed, the credits have been refunded.', { refund: true }),
  },
]);
