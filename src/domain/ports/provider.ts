import type { OperationName } from '../operations/index.ts';
import type { Figures, PurchaseOutcome, Report } from '../tasks/lifecycle/evidence.ts';
import type { Task } from '../tasks/lifecycle/task.ts';

export type { PurchaseOutcome } from '../tasks/lifecycle/evidence.ts';

/** What the provider's record says. */
export interface ProviderRecord {
  readonly report: Report;
  /** The task that the record says it is about; null where it does not say. */
  readonly upstreamTaskId: string | null;
  /** The callback URL that it echoes; null where it echoes none. */
  readonly callbackUrl: string | null;
  /** Absent where the provider tells none. */
  readonly figures?: Figures;
}

/** The music provider. */
export interface Provider {
  /**
   * The name of the provider API at which an operation is bought now. The task stores it, and its records are read
   * there.
   */
  apiFor(operation: OperationName): string;
  /** Sends one purchase, once. Never throws: an error is an outcome. */
  purchase(task: Task, callbackUrl: string): Promise<PurchaseOutcome>;
  /** Reads the record of a task whose `upstreamTaskId` is known. @throws UpstreamUnavailableError */
  readRecord(task: Task): Promise<ProviderRecord>;
  /** What the body of a callback says about a task. Never throws: an unreadable body is a report without news. */
  readCallback(task: Task, body: unknown): Report;
  /** The account's balance, in credits. @throws UpstreamUnavailableError */
  credits(): Promise<number>;
}

/** Finds out which provider task a callback is about and whether the provider signed it, without reading the store. */
export interface CallbackVerifier {
  /** Whether callbacks have to be signed. */
  readonly wantsSignatures: boolean;
  /** The parsed body, for the other methods; undefined for a body in an unknown form. */
  parse(body: string): unknown;
  /** The provider's task id in a body; null where it names none, or two different ones. */
  taskIdOf(body: unknown): string | null;
  /**
   * Whether a callback about this task was signed, not long ago; true where no signature is wanted.
   *
   * @param headers by lower-case name.
   */
  isSigned(upstreamTaskId: string, headers: Readonly<Record<string, string | readonly string[] | undefined>>): boolean;
}

/** A value from the provider without a known meaning (a new state, a new code). It is kept or ignored, never fatal. */
export interface ProviderOddity {
  readonly what: 'state' | 'stage' | 'code' | 'body';
  /** The value as the provider sent it, secrets struck out. */
  readonly value: string;
}

/** Counts oddities and logs each distinct one once, so that a change at the provider is noticed. */
export type NoteOddity = (oddity: ProviderOddity) => void;
