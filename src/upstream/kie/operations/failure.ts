import type { TaskErrorCode } from '../../../domain/tasks/lifecycle/task.ts';
import type { Report } from '../../../domain/tasks/lifecycle/transition.ts';
import { type Dialect, meaningOf } from '../wire/dialects.ts';

export interface FailureWords {
  /** `errorCode` of a record, `code` of a callback. */
  readonly code: number | null;
  readonly message: string | null;
  /** Where the state itself names the kind of failure. */
  readonly kind?: TaskErrorCode;
}

/** What the `code` of a callback says; 0, 201 and 202 are documented nowhere, and were seen (provider.md, 12.17, quirk 4). */
export const verdictOf = (code: number | null | undefined): 'yes' | 'running' | 'no' => {
  if (code === 202) return 'running';
  return code === 200 || code === 201 || code === 0 ? 'yes' : 'no';
};

/** A generation that failed. The number alone never decides more than whether credits came back (provider.md, 12.7). */
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
