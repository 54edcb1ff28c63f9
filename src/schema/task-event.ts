import type * as domain from '../domain/tasks/lifecycle/task.ts';
import { builder } from './builder.ts';

const TaskEventType = builder.enumType('TaskEventType', {
  description: 'What can happen to a task.',
  values: {
    CREATED: { description: 'The purchase was written down.' },
    SUBMITTED: { description: 'The provider took the purchase: its id of the task is known from here on.' },
    SUBMISSION_UNCONFIRMED: { description: "The provider's answer to the purchase was lost." },
    LYRICS_READY: { description: 'The words of the music are known.' },
    FIRST_TRACK_READY: { description: 'The first track has its file.' },
    SUCCEEDED: { description: 'All files are there.' },
    FAILED: { description: 'The task failed; its `error` says why.' },
  } satisfies Record<domain.TaskEventType, object>,
});

export const TaskEvent = builder.objectRef<domain.TaskEvent>('TaskEvent').implement({
  description: "A line of a task's timeline.",
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When it happened, by the clock of the gateway.' }),
    version: t.exposeInt('version', { description: 'The version that this event made.' }),
    type: t.expose('type', { type: TaskEventType, description: 'What happened.' }),
    detail: t.exposeString('detail', { nullable: true, description: 'More about it, for people.' }),
  }),
});
