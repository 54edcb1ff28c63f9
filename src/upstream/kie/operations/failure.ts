import type { TaskErrorCode } from '../../../domain/tasks/task.ts';
import type { Report } from '../../../domain/tasks/transition.ts';
import { type Dialect, meaningOf } from '../wire/dialects.ts';

export interface FailureWords {
  /** `errorCode` of a record, `code` of a callback. */
  readonly code: number | null;
  readonly message: string | null;
  /** Where the state itself names the kind of failure. */
  readonly kind?: TaskErrorCode;
}

/** A generation that failed. The number alone never decides more than whether credits came back (kie-api, 12.7). */
export const failed = (dialect: Dialect, { code, message, kind }: FailureWords): Report => ({
  state: 'failed',
  refunded: code !== null && meaningOf(dialect, code) === 'failed-and-refunded',
  error: {
    code: kind ?? 'GENERATION_FAILED',
    message: message ?? 'The provider could not finish this task.',
    // Records of failed tasks were seen with the code 200, which says nothing.
    upstreamCode: code === 200 ? null : code,
  },
});
