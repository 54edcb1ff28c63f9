import type { JsonObject } from './json.ts';

/** One callback and what came of it. Plain data. */
export interface Delivery {
  readonly id: string;
  readonly taskId: string;
  readonly stage: string;
  readonly url: string;
  readonly body: JsonObject;
  readonly signing: 'right' | 'wrong-key' | 'none';
  readonly ageS: number;
  /** Epoch milliseconds of the first post, as planned. */
  readonly dueAt: number;
  state: 'waiting' | 'delivered' | 'retrying' | 'given-up';
  attempts: readonly Attempt[];
}

/** What is to be sent, before it is queued. */
export type NewDelivery = Omit<Delivery, 'id' | 'dueAt' | 'state' | 'attempts'>;

export interface Attempt {
  readonly at: number;
  readonly status: number | null;
  readonly error: string | null;
}
