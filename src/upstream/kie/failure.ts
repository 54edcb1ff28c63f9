import type { TaskErrorCode } from '../../domain/tasks/lifecycle/task.ts';
import type { Reading } from './api.ts';

export interface FailureWords {
  /** `errorCode` of a record, `code` of a callback. */
  readonly code: number | null;
  readonly message: string | null;
  /** Where the state itself names the kind of failure. */
  readonly kind?: TaskErrorCode;
}

/** The reading of a failed generation. Its code decides only whether credits came back (provider.md, 12.7). */
export const failed = ({ code, message, kind }: FailureWords): Extract<Reading, { readonly error: object }> => ({
  state: 'failed',
  error: {
    code: kind ?? 'GENERATION_FAILED',
    message: message ?? 'The provider could not finish this task.',
    // Records of failed tasks were seen with the code 200, which carries no information.
    upstreamCode: code === 200 ? null : code,
  },
});
