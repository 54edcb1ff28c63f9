import { type Dialect, dialects } from '../../src/upstream/kie/wire/dialects.ts';
import type { Limit } from './rate-limits.ts';

/** What can be set at start and, all but the seed, changed while running. */
export interface Settings {
  dialect: Dialect;
  /** The one key that is accepted; null accepts any non-empty bearer. */
  apiKey: string | null;
  /** Signs callbacks when set, on the brand that signs. */
  hmacKey: string | null;
  /** Factor on every stage and retry: 1 is a few seconds per task, 20 about the real thing, 0 at once. */
  speed: number;
  /** Ids, files and timings follow from it. */
  seed: string;
  /** Credits by price name. */
  prices: Record<string, number>;
  /** New purchases per account; null lifts the limit. */
  purchaseLimit: Limit | null;
  /** Reads of one task's record; null lifts the limit. */
  pollLimit: Limit | null;
}

/** Both from docs.kie.ai: "Getting Started", and "Get Music Task Details". */
export const PURCHASE_LIMIT: Limit = { limit: 20, windowMs: 10_000 };
export const POLL_LIMIT: Limit = { limit: 3, windowMs: 1_000 };

export const OPENING_CREDITS = 1000;

/** How long things live, in milliseconds. Sources: retention tables of both brands, and the upload and download pages. */
const DAY_MS = 24 * 60 * 60 * 1000;
export const MEDIA_LIVES_MS = 14 * DAY_MS;
export const RECORD_LIVES_MS = 60 * DAY_MS;
export const DOWNLOAD_LINK_LIVES_MS = 20 * 60 * 1000;

export const defaultSettings = (seed: string, prices: Readonly<Record<string, number>>): Settings => ({
  dialect: 'kie',
  apiKey: null,
  hmacKey: null,
  speed: 1,
  seed,
  prices: { ...prices },
  purchaseLimit: PURCHASE_LIMIT,
  pollLimit: POLL_LIMIT,
});

/** The key that callbacks are signed with now; null where none is set or the brand does not sign. */
export const signingKey = ({ hmacKey, dialect }: Settings): string | null =>
  dialects[dialect].signsCallbacks ? hmacKey : null;
