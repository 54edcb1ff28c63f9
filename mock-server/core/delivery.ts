import { z } from 'zod';
import { epochMs, json } from './schemas.ts';

/** One try to deliver a callback, and how it ended. */
export const attempt = z.object({
  at: epochMs,
  status: z.int().nullable().describe('HTTP status of the answer; null where none came.'),
  error: z.string().nullable().describe('Why no answer came; null otherwise.'),
});
export type Attempt = Readonly<z.infer<typeof attempt>>;

/** A callback to one receiver, with its attempts. Plain data: it survives a state dump. */
export const delivery = z.object({
  id: z.string(),
  taskId: z.string(),
  stage: z.string(),
  url: z.string(),
  body: z.record(z.string(), json),
  signing: z.enum(['right', 'wrong-key', 'none']).describe('How it is signed, where a key is set.'),
  ageS: z.number().describe('Seconds by which the signed timestamp lies in the past.'),
  dueAt: epochMs.describe('When the first attempt is planned.'),
  state: z.enum(['waiting', 'delivered', 'retrying', 'given-up']),
  attempts: z.array(attempt),
});
export type Delivery = z.infer<typeof delivery>;

/** A delivery before it is queued. */
export type NewDelivery = Readonly<Omit<Delivery, 'id' | 'dueAt' | 'state' | 'attempts'>>;
