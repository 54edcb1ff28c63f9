import type { OperationInputs, OperationName } from '../../domain/operations/index.ts';
import type { Output } from '../../domain/outputs/output.ts';
import type { ProviderRecord } from '../../domain/ports/provider.ts';
import type { Report } from '../../domain/tasks/lifecycle/evidence.ts';
import type { TaskError } from '../../domain/tasks/lifecycle/task.ts';
import type { CodeMeaning } from './wire/dialects.ts';

/**
 * A report as an operation reads it. Whether a failure was refunded is for the API's table of codes to say, where the
 * report does not.
 */
export type Reading =
  | Exclude<Report, { readonly refunded: boolean }>
  | { readonly state: 'failed' | 'failing'; readonly error: TaskError; readonly refunded?: boolean };

/** A record as an operation reads it. */
export interface RecordReading extends Omit<ProviderRecord, 'report'> {
  readonly report: Reading;
}

/** How the results of an operation are fetched later. */
export interface TaskReader {
  /** Path and query under which the provider tells of a task. */
  recordPath(upstreamTaskId: string): string;
  /** Never throws: a body that makes no sense is a report that tells nothing. */
  readCallback(body: unknown): Reading;
  /**
   * @param data the envelope's `data`, which is not null.
   * @param upstreamTaskId the task in question: of several records, its own is read.
   */
  readRecord(data: unknown, upstreamTaskId: string): RecordReading;
}

/** How the result of an operation is found in the answer to its purchase. */
export interface ResultReader {
  /** @param data the envelope's `data`. Null where it holds no result. */
  readResult(data: unknown): Output | null;
}

/** How an API spells one operation: what is sent to buy it, and how its results are read, there or later. */
export type ProviderOperation<Name extends OperationName> = {
  readonly createPath: string;
  /** @throws where the input cannot be put into the provider's words. */
  toRequest(input: OperationInputs[Name], callbackUrl: string): object;
  /** Codes that mean something else in answer to a purchase of this operation. */
  readonly meanings?: Readonly<Partial<Record<CodeMeaning, 'exists'>>>;
} & ((TaskReader & Partial<ResultReader>) | ResultReader);

/** One of the provider's APIs, as one brand speaks it. */
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
