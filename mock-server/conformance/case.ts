import { violations } from '../contract/index.ts';

/** The provider's API at some address, real or mock, as a conformance case uses it. */
export interface Api {
  readonly get: (path: string, options?: { readonly key?: string }) => Promise<Exchange>;
  readonly post: (path: string, body: unknown) => Promise<Exchange>;
  /** Waits until it is sensible to ask again. */
  readonly pause: () => Promise<void>;
  /** A public audio file that the provider can fetch. */
  readonly audioUrl: string;
  /** Where callbacks of bought tasks go; they are not looked at. */
  readonly callBackUrl: string;
  readonly creditsPath: string;
}

export interface Exchange {
  readonly status: number;
  readonly body: unknown;
}

/** One thing that the provider is believed to do. */
export interface ConformanceCase {
  /** Stable, so that reports of different days can be compared. */
  readonly id: string;
  /** A sentence that is true of the provider as far as we know. */
  readonly claim: string;
  readonly source: string;
  /** Credits that it may cost; 0 for a case that buys nothing. */
  readonly maxCredits: number;
  /** Answers with what contradicts the claim; nothing when all is as believed. */
  readonly run: (api: Api) => Promise<readonly string[]>;
}

/** The message against its schema, and the HTTP status against what is expected. */
export const expectMessage = (
  { status, body }: Exchange,
  schema: string,
  statuses: readonly number[] = [200],
): string[] => [
  ...(statuses.includes(status) ? [] : [`HTTP ${status} instead of ${statuses.join(' or ')}`]),
  ...violations(schema, body).map((problem) => `${schema}: ${problem}`),
];

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;

/** The value at a path of keys; undefined where there is none. */
export const at = (value: unknown, ...keys: readonly string[]): unknown => keys.reduce(member, value);

export const expectValue = (found: unknown, expected: unknown, what: string): string[] =>
  found === expected ? [] : [`${what} is ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`];
