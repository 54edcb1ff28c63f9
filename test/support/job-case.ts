import type { OperationName } from '../../src/domain/operations/index.ts';

/** An operation as a job: what a client gives, what the provider gets, how it tells the result, and what that is. */
export interface JobCase {
  readonly operation: OperationName;
  readonly about: string;
  readonly input: object;
  readonly model: string;
  readonly sent: object;
  /** `resultJson`, before it is a text. */
  readonly result: object;
  readonly output: object;
}

/** The track that jobs begin with. */
export const track = { taskId: 'song', audioId: 'one' };
