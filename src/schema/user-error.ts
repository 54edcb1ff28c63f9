import type { Refusal, RefusalCode } from '../domain/tasks/lifecycle/refusal.ts';
import { builder } from './builder.ts';

const MS_PER_SECOND = 1_000;

const UserErrorCode = builder.enumType('UserErrorCode', {
  description: 'Why nothing was bought.',
  values: {
    INVALID_INPUT: { description: "The input is malformed, or the provider's validation refused it." },
    NOT_FOUND: { description: 'The provider knows no such task or track.' },
    IDEMPOTENCY_CONFLICT: { description: 'The idempotencyKey was used with other input.' },
    INSUFFICIENT_CREDITS: { description: "The provider's account does not hold the price." },
    QUOTA_EXCEEDED: { description: "The viewer's own budget or rate, set by the operator, is used up." },
    RATE_LIMITED: { description: "The provider's rate limit." },
    UPSTREAM_UNAVAILABLE: {
      description: 'The provider is down, in maintenance, or answers nonsense, and surely took nothing.',
    },
    UPSTREAM_REFUSED: { description: "The provider refused the operator's API key." },
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
