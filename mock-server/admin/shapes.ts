import { z } from 'zod';
import { DIALECTS } from '../../src/upstream/kie/wire/dialects.ts';
import { LONGEST_WAIT_MS } from '../core/clock.ts';
import { HOLD_POINTS } from '../core/holds.ts';
import type { Json } from '../core/json.ts';
import { listPrices, operationNames } from '../operations/index.ts';
import { RULE_TARGETS } from '../scenarios/rules.ts';
import { SCENARIO_GROUPS } from '../scenarios/scenario.ts';

/** What the admin API takes and answers, and what a state dump holds. */

/** Any JSON. It was parsed from a body, so there is nothing to check; and unlike `z.json()` it is described in place. */
export const json = z.custom<Json>();

/** As far as a `Date` reaches. */
export const epochMs = z.number().min(0).max(8.64e15).describe('Epoch milliseconds on the mock’s clock.');
const count = z.int().min(0);

/** A whole number in a query string. */
export const queryNumber = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number);

export const use = z.object({ name: z.string(), value: z.number().nullable() });
const failure = z.object({ code: z.number(), message: z.string() });

export const task = z.object({
  id: z.string(),
  operation: z.string(),
  request: z.record(z.string(), json),
  callBackUrl: z.string(),
  origin: z.string(),
  acceptedAt: epochMs,
  price: z.number(),
  files: z.array(z.object({ url: z.string(), part: z.string(), seconds: z.number() })),
  state: z.string(),
  reached: z.string().nullable().describe('The last stage that was no failure.'),
  failure: failure.nullable(),
  completedAt: epochMs.nullable(),
  scenarios: z.array(use),
  plan: z.array(z.object({ name: z.string(), state: z.string().nullable(), afterMs: z.number() })),
});

export const attempt = z.object({ at: epochMs, status: z.int().nullable(), error: z.string().nullable() });

export const delivery = z.object({
  id: z.string(),
  taskId: z.string(),
  stage: z.string(),
  url: z.string(),
  body: z.record(z.string(), json),
  signing: z.enum(['right', 'wrong-key', 'none']),
  ageS: z.number(),
  dueAt: epochMs,
  state: z.enum(['waiting', 'delivered', 'retrying', 'given-up']),
  attempts: z.array(attempt),
});

export const ledgerEntry = z.object({
  kind: z.enum(['charge', 'refund']),
  at: epochMs,
  taskId: z.string(),
  operation: z.string(),
  credits: z.number(),
  balance: z.number(),
  fingerprint: z.string().describe('Same operation, same input apart from callBackUrl: same fingerprint.'),
  callBackUrl: z.string(),
});

const charged = z.object({
  operation: z.string(),
  fingerprint: z.string(),
  charges: count,
  refunds: count,
  credits: z.number().describe('Charges less refunds.'),
  taskIds: z.array(z.string()),
});

export const ledgerReport = z.object({
  balance: z.number(),
  chargedExactlyOnce: z
    .boolean()
    .describe('Something was charged, and nothing twice, among what the filter lets through.'),
  charges: count,
  refunds: count,
  credits: z.number(),
  purchases: z.array(charged.extend({ callBackUrl: z.string(), chargedExactlyOnce: z.boolean() })),
  inputs: z.array(charged).describe('The same, by input alone, whatever the callback URL.'),
  entries: z.array(ledgerEntry),
  dropped: count.describe('Entries that are no longer kept.'),
});

const message = z.object({
  headers: z.record(z.string(), z.string()),
  body: z.string().describe('The beginning of a long text, and nothing of sounds and images.'),
  size: count.describe('Bytes of the whole body.'),
  isWhole: z.boolean().describe('Whether `body` is all of it.'),
});

export const journalEntry = z.object({
  id: z.string(),
  kind: z.enum(['request', 'callback']),
  at: epochMs,
  ms: z.number(),
  method: z.string(),
  url: z.string(),
  path: z.string(),
  sent: message,
  ending: message.extend({
    kind: z.enum(['answer', 'half', 'reset', 'hang', 'failed']),
    status: z.int().nullable(),
    error: z.string().nullable(),
  }),
  code: z.number().nullable(),
  taskId: z.string().nullable(),
  stage: z.string().nullable(),
  attempt: z.int().nullable(),
  notes: z.array(z.string()),
});

export const rule = z.object({
  id: z.string(),
  use,
  on: z.enum(RULE_TARGETS),
  operation: z.string().nullable(),
  taskId: z.string().nullable(),
  left: count.nullable(),
  until: epochMs.nullable(),
});

export const ruleRequest = z.strictObject({
  scenario: z.string().describe('`name`, or `name=number` where it takes a number.'),
  on: z.enum(RULE_TARGETS).default('purchase'),
  operation: z.enum(operationNames).optional(),
  taskId: z.string().optional().describe('Only this task; a scenario about its future takes hold at once.'),
  times: z.int().min(1).optional().describe('Ends by itself after so many matches.'),
  forMs: z.int().min(1).max(LONGEST_WAIT_MS).optional().describe('Ends by itself after so much time.'),
});

export const scenario = z.object({
  name: z.string(),
  group: z.enum(SCENARIO_GROUPS),
  about: z.string(),
  value: z.object({ means: z.string(), default: z.number() }).nullable(),
  on: z.array(z.enum(RULE_TARGETS)).describe('The calls that it can be about.'),
});

export const clockEvent = z.object({ at: epochMs, what: z.string() });
export const clock = z.object({ now: epochMs, stopped: z.boolean(), pending: z.array(clockEvent) });

export const held = z.object({ id: z.string(), point: z.enum(HOLD_POINTS), about: z.string() });

const limit = z.strictObject({ limit: z.int().min(1), windowMs: z.int().min(1) }).nullable();
const prices = z.record(z.string(), z.number().min(0)).superRefine((given, context) => {
  for (const name of Object.keys(given).filter((key) => !(key in listPrices))) {
    const message = `no price has that name; there are ${Object.keys(listPrices).join(', ')}`;
    context.addIssue({ code: 'custom', path: [name], message });
  }
});

export const settings = z.object({
  dialect: z.enum(DIALECTS),
  apiKey: z.string().nullable(),
  hmacKey: z.string().nullable(),
  speed: z.number().min(0).max(1000),
  seed: z.string(),
  prices,
  purchaseLimit: limit.describe('New purchases in a sliding window; null for no limit.'),
  pollLimit: limit.describe('Reads of one task’s record in a sliding window; null for no limit.'),
});
