import type { Refusal } from '../tasks/lifecycle/refusal.ts';
import type { Task } from '../tasks/lifecycle/task.ts';
import type { Report } from '../tasks/lifecycle/transition.ts';

/** What became of the call that costs. Anything that is not surely one of the others is `in-doubt`. */
export type PurchaseOutcome =
  | { readonly kind: 'accepted'; readonly upstreamTaskId: string }
  /** The provider said no, and took nothing. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** The call surely never arrived: it may be sent again. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  | { readonly kind: 'in-doubt'; readonly reason: string };

/** What the provider's record says, and the callback URL that it echoes (null where it echoes none). */
export interface ProviderRecord {
  readonly report: Report;
  readonly callbackUrl: string | null;
}

/** The music provider. */
export interface Provider {
  /** Sends one purchase, once. Never throws: what went wrong is an outcome. */
  purchase(task: Task, callbackUrl: string): Promise<PurchaseOutcome>;
  /** Reads the record of a task whose `upstreamTaskId` is known. @throws UpstreamUnavailableError */
  readRecord(task: Task): Promise<ProviderRecord>;
  /** The account's balance, in credits. @throws UpstreamUnavailableError */
  credits(): Promise<number>;
}
