import type { Stage } from '../core/task.ts';
import { rewriteBody, withData, without } from './rewrite.ts';
import { group, type PlanChange } from './scenario.ts';

/** Callbacks that leave when the row says. */
const leaving =
  (afterMs: (index: number, stages: readonly Stage[], value: number) => readonly number[]): PlanChange =>
  (stages, { value }) =>
    stages.map((stage, index) => ({ ...stage, callbacksAfterMs: afterMs(index, stages, value) }));

/** How long after the last stage, in milliseconds: the later a stage, the sooner its callback. */
const backwards = (index: number, stages: readonly Stage[]): readonly number[] => {
  const last = stages.at(-1)?.afterMs ?? 0;
  const own = stages[index]?.afterMs ?? 0;
  return [last - own + (stages.length - 1 - index) * 300];
};

const otherId = (id: unknown): string => `${String(id).slice(0, -4)}beef`;

/** What can go wrong between the provider and the receiver of its callbacks. Source: provider.md, 8.1, 8.2 and 10. */
export const callbackScenarios = group('callback', [
  {
    name: 'callback-lost',
    about: 'No callback is ever sent; only record-info shows what happens.',
    plan: leaving(() => []),
  },
  {
    name: 'callback-late',
    about: 'Every callback leaves long after record-info has changed.',
    value: { means: 'milliseconds late, before the time scale', unit: 'ms', default: 10_000 },
    plan: leaving((_index, _stages, value) => [value]),
  },
  {
    name: 'callback-doubled',
    about: 'Every callback is sent twice, within the same second and so with the same signature.',
    plan: leaving(() => [0, 0]),
  },
  {
    name: 'callback-reordered',
    about: 'Callbacks arrive in the opposite order: complete, first, text.',
    plan: leaving(backwards),
  },
  {
    name: 'callback-before-answer',
    about: 'The purchase is answered only after its first callback was answered.',
    call: { when: 'after', afterFirstCallback: true },
    plan: (stages) => {
      const first = stages[0]?.afterMs ?? 0;
      return stages.map((stage) => ({ ...stage, afterMs: stage.afterMs - first }));
    },
  },
  {
    name: 'callback-tampered',
    about: 'A good signature on a changed body: every link points to another host.',
    callback: (draft) => ({
      ...draft,
      body: rewriteBody(draft.body, (_key, value) =>
        typeof value === 'string' ? value.replace(/^https?:\/\/[^/]+/, 'http://tampered.invalid') : value,
      ),
    }),
  },
  {
    name: 'callback-lies',
    about: 'The last callback says that the task failed; record-info says that it did not.',
    callback: (draft, { task, failure }) => (task.plan.length === 0 ? { ...draft, body: failure() } : draft),
  },
  {
    name: 'callback-empty',
    about: 'The callback’s body is an empty object.',
    callback: (draft) => ({ ...draft, body: {} }),
  },
  {
    name: 'wrong-signature',
    about: 'Callbacks are signed with another key.',
    needsSigning: true,
    callback: (draft) => ({ ...draft, signing: 'wrong-key' }),
  },
  {
    name: 'unsigned',
    about: 'Callbacks have no signature, though a key is set.',
    needsSigning: true,
    callback: (draft) => ({ ...draft, signing: 'none' }),
  },
  {
    name: 'stale-signature',
    about: 'Callbacks have a good signature with an old timestamp.',
    value: { means: 'seconds of age', unit: 's', default: 3_600 },
    needsSigning: true,
    callback: (draft, { value }) => ({ ...draft, ageS: value }),
  },
  {
    name: 'task-id-camel',
    about: 'Callbacks spell the task’s id data.taskId, as some pages have it.',
    callback: (draft) => ({
      ...draft,
      body: withData(draft.body, (data) => ({ taskId: data['task_id'] ?? null, ...without(data, 'task_id') })),
    }),
  },
  {
    name: 'task-id-both',
    about: 'Callbacks spell the task’s id in all four ways at once.',
    callback: (draft, { task: { id } }) => ({
      ...draft,
      body: { taskId: id, task_id: id, ...withData(draft.body, (data) => ({ ...data, taskId: id })) },
    }),
  },
  {
    name: 'task-id-top',
    about: 'Callbacks have the task’s id beside data, as task_id.',
    callback: (draft, { task: { id } }) => ({
      ...draft,
      body: { task_id: id, ...withData(draft.body, (data) => without(data, 'task_id', 'taskId')) },
    }),
  },
  {
    name: 'task-id-disagrees',
    about: 'Callbacks have two different ids; neither can be believed.',
    callback: (draft, { task: { id } }) => ({
      ...draft,
      body: withData(draft.body, (data) => ({ ...data, taskId: otherId(id) })),
    }),
  },
  {
    name: 'text-null',
    about: 'The text callback has null in place of an empty list.',
    callback: (draft, { stage }) =>
      stage === 'text' ? { ...draft, body: withData(draft.body, (data) => ({ ...data, data: null })) } : draft,
  },
  {
    name: 'text-partial',
    about: 'The text callback has tracks that can only be streamed.',
    callback: (draft, { stage, task }) => {
      if (stage !== 'text') return draft;
      const tracks = task.files
        .filter(({ path }) => path.startsWith('/media/stream/'))
        .map(({ path }) => ({
          id: path.split('/').at(-1) ?? '',
          audio_url: '',
          stream_audio_url: task.origin + path,
          duration: null,
        }));
      return { ...draft, body: withData(draft.body, (data) => ({ ...data, data: tracks })) };
    },
  },
]);
