import { z } from 'zod';
import { DIALECTS } from '../../src/upstream/kie/wire/dialects.ts';
import type { Limit } from '../core/rate-limits.ts';
import { REDACTED } from '../core/redact.ts';
import { UPLOAD_LIVES_MS } from '../core/retention.ts';
import { httpUrl } from '../core/schemas.ts';
import { dialectFacts } from '../dialect/facts.ts';
import { listPrices } from '../operations/index.ts';

const limit = z.strictObject({ limit: z.int().min(1), windowMs: z.int().min(1) }).nullable();

const prices = z.record(z.string(), z.number().min(0)).superRefine((given, context) => {
  for (const name of Object.keys(given).filter((key) => !(key in listPrices))) {
    const message = `no price has that name; there are ${Object.keys(listPrices).join(', ')}`;
    context.addIssue({ code: 'custom', path: [name], message });
  }
});

/** What can be set at start and, all but the seed, changed while running. */
export const settings = z.object({
  dialect: z.enum(DIALECTS),
  apiKey: z.string().nullable().describe('The one key that is accepted; null accepts any non-empty bearer.'),
  hmacKey: z.string().nullable().describe('Signs callbacks when set, on the brand that signs.'),
  timeScale: z
    .number()
    .min(0)
    .max(1000)
    .describe('Factor on every stage and retry: 1 is a few seconds per task, 20 about the real thing, 0 at once.'),
  publicUrl: httpUrl.nullable().describe('What links to files begin with; null for the address of each request.'),
  corsOrigins: z
    .array(z.string())
    .describe('Origins of pages that may call the API from a browser, or `*`; pages of this machine always may.'),
  uniqueCallbackUrls: z
    .boolean()
    .describe(
      'Whether each purchase has a callback URL of its own: a URL charged twice is then one purchase sent twice.',
    ),
  strict: z
    .boolean()
    .describe('Whether slips that the provider lets pass are refused: misspelt scenarios, unknown fields.'),
  seed: z.string().describe('Ids, files and timings follow from it.'),
  prices: prices.describe('Credits by price name.'),
  uploadLifeHours: z
    .number()
    .min(1)
    .max(1_000)
    .describe('For how long the upload host keeps a file: the pages say 24 hours and 3 days.'),
  purchaseLimit: limit.describe('New purchases in a sliding window; null for no limit.'),
  pollLimit: limit.describe('Reads of one task’s record in a sliding window; null for no limit.'),
});
export type Settings = z.infer<typeof settings>;

/** Both from docs.kie.ai: "Getting Started", and "Get Music Task Details". */
const PURCHASE_LIMIT: Limit = { limit: 20, windowMs: 10_000 };
const POLL_LIMIT: Limit = { limit: 3, windowMs: 1_000 };

export const OPENING_CREDITS = 1000;

export const defaultSettings = (seed: string): Settings => ({
  dialect: 'kie',
  apiKey: null,
  hmacKey: null,
  timeScale: 1,
  publicUrl: null,
  corsOrigins: [],
  uniqueCallbackUrls: false,
  strict: false,
  seed,
  prices: { ...listPrices },
  uploadLifeHours: UPLOAD_LIVES_MS / 3_600_000,
  purchaseLimit: PURCHASE_LIMIT,
  pollLimit: POLL_LIMIT,
});

const redacted = (key: string | null): string | null => (key === null ? null : REDACTED);

/** Settings as they may be shown: without keys. */
export const showSettings = (of: Settings): Settings => ({
  ...of,
  apiKey: redacted(of.apiKey),
  hmacKey: redacted(of.hmacKey),
});

/** Changes settings. A key that is given as it was shown stays as it is. */
export const changeSettings = (
  of: Settings,
  changes: { readonly [Name in keyof Settings]?: Settings[Name] | undefined },
): void => {
  const { apiKey, hmacKey } = of;
  Object.assign(of, Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)));
  if (changes.apiKey === REDACTED) of.apiKey = apiKey;
  if (changes.hmacKey === REDACTED) of.hmacKey = hmacKey;
};

/** The key that callbacks are signed with now; null where none is set or the brand does not sign. */
export const signingKey = ({ hmacKey, dialect }: Settings): string | null =>
  dialectFacts[dialect].signsCallbacks ? hmacKey : null;
