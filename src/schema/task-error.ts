import type * as domain from '../domain/tasks/lifecycle/task.ts';
import { builder } from './builder.ts';

const TaskErrorCode = builder.enumType('TaskErrorCode', {
  description: 'Why a task failed.',
  values: {
    REJECTED: { description: 'The purchase was refused; nothing was bought.' },
    GENERATION_FAILED: { description: 'The provider tried, and could not do it.' },
    SENSITIVE_CONTENT: { description: "The provider's content policy forbids it." },
    SUBMISSION_LOST: {
      description:
        "The provider's answer was lost and no callback came before the deadline. Still adopted if one comes later.",
    },
    TIMED_OUT: { description: 'The provider did not finish in time. Still adopted if it does later.' },
    UPSTREAM_ERROR: { description: 'The provider had trouble of its own, or its record of the task makes no sense.' },
  } satisfies Record<domain.TaskErrorCode, object>,
});

export const TaskError = builder.objectRef<domain.TaskError>('TaskError').implement({
  description: 'Why a task failed.',
  fields: (t) => ({
    code: t.expose('code', { type: TaskErrorCode, description: 'The cause, for programs.' }),
    message: t.exposeString('message', { description: 'The cause, for people.' }),
    upstreamCode: t.exposeInt('upstreamCode', {
      nullable: true,
      description: "The provider's own code, where it gave one.",
    }),
  }),
});
