import type { Stage } from '../core/task.ts';
import type { FailureReason } from '../dialect/codes.ts';
import type { FailureRequest } from '../operations/operation.ts';
import { rewriteBody } from './rewrite.ts';
import { group, type PlanChange, type PlanContext } from './scenario.ts';

/** The task fails when it should have been done, with the dialect's code for the reason. */
const failsWith =
  (how: FailureRequest): PlanChange =>
  (stages, { fail }) =>
    stages.slice(-1).map(({ afterMs }) => ({ ...fail(how), afterMs }));

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

/** Rows of failures, named by kie's code; the callback and the record have the code of the dialect in force. */
const failures = (rows: readonly (readonly [string, FailureReason, string, string?])[]) =>
  rows.map(([name, reason, about, alias]) => ({
    name,
    ...(alias === undefined ? {} : { alias }),
    about: `The task fails: ${about}.`,
    plan: failsWith({ reason }),
  }));

/** How a task can end other than well. Source: provider.md, 4.2, 4.3, 9 and 10. */
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
  {
    name: 'instant',
    about: 'Every stage happens with the purchase; the first read of the record shows the end.',
    plan: (stages) => stages.map((stage) => ({ ...stage, afterMs: 0 })),
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
    plan: failsWith({ reason: 'internal', state: 'CREATE_TASK_FAILED' }),
  },
  {
    name: 'sensitive-word',
    about: 'The content filter ends the task as SENSITIVE_WORD_ERROR; a separation, as GENERATE_AUDIO_FAILED.',
    plan: failsWith({ reason: 'sensitive-word', state: 'SENSITIVE_WORD_ERROR' }),
  },
  ...failures([
    ['failed-400', 'content-refused', 'refused lyrics'],
    ['failed-408', 'upstream-silent', 'nothing came for ten minutes'],
    ['failed-413', 'existing-work', 'the upload matches an existing work', '413'],
    ['failed-451', 'file-unreachable', 'the provider could not fetch the file', '451'],
    ['failed-500', 'internal', 'an internal error'],
    ['failed-501', 'generation-failed', 'generation failed'],
  ]),
  {
    name: 'failed-531',
    alias: '531',
    about: 'The task fails and its credits come back, where the dialect has a code for that.',
    plan: failsWith({ reason: 'failed-and-refunded' }),
  },
]);
