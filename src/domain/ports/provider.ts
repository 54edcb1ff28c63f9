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
  /** The API of the provider at which an operation is bought now. A task remembers it, and is read there. */
  apiFor(operation: OperationName): string;
  /** Sends one purchase, once. Never throws: what went wrong is an outcome. */
  purchase(task: Task, callbackUrl: string): Promise<PurchaseOutcome>;
  /** Reads the record of a task whose `upstreamTaskId` is known. @throws UpstreamUnavailableError */
  readRecord(task: Task): Promise<ProviderRecord>;
  /** What the body of a callback says about a task. Never throws: a body without sense is a report without news. */
  readCallback(task: Task, body: unknown): Report;
  /** The account's balance, in credits. @throws UpstreamUnavailableError */
  credits(): Promise<number>;
}

/** Tells whom a callback is about and who sent it, before anything is looked up. */
export interface CallbackVerifier {
  /** Whether callbacks have to be signed. */
  readonly wantsSignatures: boolean;
  /** What a body says, as the other methods take it; undefined for a body that is not as the provider writes. */
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

/** Something of the provider's that has no known meaning. It is kept or ignored, never fatal. */
export interface ProviderOddity {
  readonly what: 'state' | 'stage' | 'code' | 'body';
  /** The provider's own word, secrets struck out. */
  readonly value: string;
}

/** Counts oddities, and logs each distinct one once: a rename at the provider must not stay unseen. */
export type NoteOddity = (oddity: ProviderOddity) => void;
