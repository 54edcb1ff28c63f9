import { violations } from '../contract/index.ts';

/** The provider's API at some address, real or mock, as a conformance case uses it. */
export interface Api {
  readonly get: (path: string, options?: { readonly key?: string }) => Promise<Exchange>;
  readonly post: (path: string, body: unknown) => Promise<Exchange>;
  /** To the host of uploads. */
  readonly upload: (path: string, body: unknown) => Promise<Exchange>;
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

/** What contradicts a claim, and what it is about: a code or status, the shape of a message, or something else. */
export interface Finding {
  readonly about: 'code' | 'shape' | 'answer';
  readonly text: string;
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
  /** Credits that a refused purchase costs on the day it is no longer refused; absent for one that cannot be made. */
  readonly ifAccepted?: number;
  /** Answers with what contradicts the claim; nothing when all is as believed. */
  readonly run: (api: Api) => Promise<readonly Finding[]>;
}

/** The message against its schema, and the HTTP status against what is expected. */
export const expectMessage = (
  { status, body }: Exchange,
  schema: string,
  statuses: readonly number[] = [200],
): Finding[] => [
  ...(statuses.includes(status)
    ? []
    : [{ about: 'code', text: `HTTP ${status} instead of ${statuses.join(' or ')}` } as const]),
  ...violations(schema, body).map((problem): Finding => {
    return { about: problem.startsWith('/code ') ? 'code' : 'shape', text: `${schema}: ${problem}` };
  }),
];

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;

/** The value at a path of keys; undefined where there is none. */
export const at = (value: unknown, ...keys: readonly string[]): unknown => keys.reduce(member, value);

export const expectValue = (found: unknown, expected: unknown, what: string, about: Finding['about']): Finding[] =>
  found === expected
    ? []
    : [{ about, text: `${what} is ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}` }];
