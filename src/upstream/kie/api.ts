import type { OperationInputs, OperationName } from '../../domain/operations/index.ts';
import type { Output } from '../../domain/outputs/output.ts';
import type { ProviderRecord } from '../../domain/ports/provider.ts';
import type { Report } from '../../domain/tasks/lifecycle/evidence.ts';
import type { TaskError } from '../../domain/tasks/lifecycle/task.ts';
import type { CodeMeaning } from './wire/dialects.ts';

/** A report as an operation reads it. Where it has no `refunded`, the API's table of codes adds that. */
export type Reading =
  | Exclude<Report, { readonly refunded: boolean }>
  | { readonly state: 'failed' | 'failing'; readonly error: TaskError; readonly refunded?: boolean };

/** A record as an operation reads it. */
export interface RecordReading extends Omit<ProviderRecord, 'report'> {
  readonly report: Reading;
}

/** Reads the callbacks and records of an operation. */
export interface TaskReader {
  /** Path and query of the record of a task. */
  recordPath(upstreamTaskId: string): string;
  /** Never throws: an unreadable body is a report without news. */
  readCallback(body: unknown): Reading;
  /**
   * @param data the envelope's `data`, which is not null.
   * @param upstreamTaskId the task in question: of several records, its own is read.
   */
  readRecord(data: unknown, upstreamTaskId: string): RecordReading;
  /** Another place to look at when a finished task has no results here. */
  readonly elsewhere?: TaskReader;
}

/** Reads the result of an operation from the answer to its purchase. */
export interface ResultReader {
  /** @param data the envelope's `data`. Null where it holds no result. */
  readResult(data: unknown): Output | null;
}

/** One operation in an API: how its request is built, and how its results are read. */
export type ProviderOperation<Name extends OperationName> = {
  readonly createPath: string;
  /** @throws if the input has no form in the provider's API. */
  toRequest(input: OperationInputs[Name], callbackUrl: string): object;
  /** Codes that mean something else in answer to a purchase of this operation. */
  readonly meanings?: Readonly<Partial<Record<CodeMeaning, 'exists'>>>;
} & ((TaskReader & Partial<ResultReader>) | ResultReader);

/** One API of the provider, in one dialect. */
export interface ProviderApi {
  /** Kept with each task (`Task.api`). */
  readonly name: 'endpoints' | 'jobs';
  /** What can be bought here, or was. */
  readonly operations: { readonly [Name in OperationName]?: ProviderOperation<Name> };
  /** Whether an operation is to be bought here now; what is not, is still read here if it was. */
  sells(operation: OperationName): boolean;
  /**
   * Null for a number that the brand does not document.
   *
   * @param words the provider's own, in answer to a purchase.
   */
  meaningOf(code: number, words?: string | null): CodeMeaning | null;
  /** Where the balance is read. */
  readonly creditsPath: string;
  /** The provider's task id in a callback; null where it names none, or two different ones. */
  callbackTaskId(body: unknown): string | null;
}
