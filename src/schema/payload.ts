import type { Refusal, RefusalCode } from '../domain/tasks/lifecycle/refusal.ts';
import type { TaskPayload as TaskPayloadShape } from '../resolvers/payload.ts';
import { builder } from './builder.ts';
import { Task } from './task.ts';

/*
 * What the mutations have in common.
 */

/** Extensions of every mutation that costs credits: `src/http` counts the purchases in a document by this mark. */
export const BUYS = { buys: true };

/** The input field with which a client can repeat a purchase safely. */
export const IDEMPOTENCY_KEY = {
  description: '1 to 255 characters. The same key with the same input is the same task; with other input, an error.',
};

/** The input field with which a client buys anew what it has bought before. */
export const FORCE_NEW = {
  required: true,
  defaultValue: false,
  description: 'Buy again although a live result exists.',
} as const;

const MS_PER_SECOND = 1_000;

const UserErrorCode = builder.enumType('UserErrorCode', {
  description: 'Why nothing was bought.',
  values: {
    INVALID_INPUT: { description: "The input is malformed, or the provider's validation refused it." },
    NOT_FOUND: { description: 'The provider knows no such task or track.' },
    IDEMPOTENCY_CONFLICT: { description: 'The idempotencyKey was used with other input.' },
    INSUFFICIENT_CREDITS: { description: "The balance of the provider's account is too low." },
    QUOTA_EXCEEDED: { description: "The viewer's own budget or rate, set by the operator, is used up." },
    RATE_LIMITED: { description: "The provider's rate limit." },
    UPSTREAM_UNAVAILABLE: {
      description: 'The provider is down, in maintenance, or answers nonsense, and surely took nothing.',
    },
    UPSTREAM_REFUSED: { description: "The provider refused the operator's API key." },
    ALREADY_EXISTS: {
      description: 'The provider has made this before, for a task that is not known here; nothing was charged.',
    },
  } satisfies Record<RefusalCode, object>,
});

export const UserError = builder.objectRef<Refusal>('UserError').implement({
  description:
    "A refusal that the caller can act on. Trouble with the call itself (auth, syntax, limits, a bug) is in the response's `errors`.",
  fields: (t) => ({
    code: t.expose('code', { type: UserErrorCode, description: 'The cause, for programs.' }),
    message: t.exposeString('message', { description: 'The cause, for people.' }),
    field: t.exposeStringList('field', {
      nullable: true,
      description: 'Path of the input field at fault, outermost first.',
    }),
    retryable: t.exposeBoolean('retryable', { description: 'The same call may succeed later, unchanged.' }),
    retryAfter: t.float({
      nullable: true,
      description: 'Seconds to wait first, where known.',
      resolve: ({ retryAfterMs }) => (retryAfterMs === null ? null : retryAfterMs / MS_PER_SECOND),
    }),
  }),
});

export const TaskPayload = builder.objectRef<TaskPayloadShape>('TaskPayload').implement({
  description: 'The result of a mutation: a task, or the reasons why there is none.',
  fields: (t) => ({
    task: t.expose('task', { type: Task, nullable: true, description: 'Null when nothing was bought.' }),
    reused: t.exposeBoolean('reused', {
      description: 'The task existed already: nothing was charged for this call.',
    }),
    userErrors: t.expose('userErrors', { type: [UserError], description: 'Empty when the mutation succeeded.' }),
  }),
});
