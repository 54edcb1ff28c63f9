import type { Output } from '../../outputs/output.ts';
import type { Refusal } from './refusal.ts';
import type { TaskError } from './task.ts';

/*
 * What the provider says, in the domain's words: the answer to a purchase, and later callbacks and records.
 */

/** The outcome of a purchase. It is `in-doubt` unless it is surely one of the others. */
export type PurchaseOutcome =
  /** The provider took the purchase, and works on it under this id. */
  | { readonly kind: 'accepted'; readonly upstreamTaskId: string }
  /** The provider took the purchase, and this is the result. */
  | { readonly kind: 'done'; readonly output: Output }
  /**
   * The provider has made this before, and charges nothing; under this id, where it says which one. Null also where it
   * was made for another viewer.
   */
  | { readonly kind: 'exists'; readonly upstreamTaskId: string | null }
  /** The provider refused, and charged nothing. */
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      /** The provider's text for the operator, where callers read another message; secrets struck out. */
      readonly providerText?: string | null;
    }
  /** The call surely never arrived: it may be sent again. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  | { readonly kind: 'in-doubt'; readonly reason: string };

/** Numbers about a task that only some records tell; null where a record does not. */
export interface Figures {
  readonly creditsConsumed: number | null;
  /** Per cent, a whole number. */
  readonly progress: number | null;
}

/** What a callback or a record says about a task. */
export type Report =
  | { readonly state: 'pending' }
  /** A callback that is unreadable, or whose values have no known meaning: a reason to read the record. */
  | { readonly state: 'unclear' }
  | { readonly state: 'progress'; readonly output: Output }
  /** `at`: when the provider finished, where it says so; epoch milliseconds. */
  | { readonly state: 'succeeded'; readonly output: Output; readonly at: number | null }
  | { readonly state: 'failed'; readonly error: TaskError; readonly refunded: boolean }
  /** A sign of failure outside of the task's own state. It is believed after a grace (`FAILURE_GRACE_MS`). */
  | { readonly state: 'failing'; readonly error: TaskError; readonly refunded: boolean }
  /** CALLBACK_EXCEPTION: the provider could not deliver its callback; look at the results. */
  | { readonly state: 'undelivered'; readonly output: Output }
  /** The provider knows no such task: usual for some seconds after a purchase. */
  | { readonly state: 'invisible' };
