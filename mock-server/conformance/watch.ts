import { knownModels } from '../contract/index.ts';
import { type Api, at, type ConformanceCase, type Exchange, type Finding } from './case.ts';
import { notAfforded } from './run.ts';
import { NO_MODEL } from './steps.ts';

/** Something about the provider that is not as it was known. */
export interface Change {
  readonly about: Finding['about'] | 'model' | 'price';
  /** The id of the case that found it. */
  readonly where: string;
  readonly what: string;
}

/** A case without a verdict. */
export interface Open {
  readonly where: string;
  readonly why: string;
}

export interface WatchReport {
  readonly changes: readonly Change[];
  /** The ids of the cases that hold. */
  readonly unchanged: readonly string[];
  /** What would cost more than may be spent. */
  readonly leftOut: readonly Open[];
  /** What the provider could not be asked at this time. */
  readonly unanswered: readonly Open[];
}

/** The provider has not said anything about what was asked. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/** Codes of the account and of the moment: unauthorised, no credits, too many calls, the key's own cap, maintenance. */
const NO_ANSWER = [401, 402, 429, 433, 455];

/** Why an answer says nothing about what was asked; null for one that does. */
const noAnswer = ({ status, body }: Exchange): string | null => {
  const code = Number(at(body, 'code'));
  if (NO_ANSWER.includes(code)) return `the answer is ${code}, ${JSON.stringify(at(body, 'msg'))}`;
  if (status === 401 || status === 429 || status >= 500) return `the answer is HTTP ${status}`;
  return typeof body === 'string' ? 'the answer is no JSON' : null;
};

/** The same API; it keeps its exchanges. Its calls throw `Unanswered`, but for those with a key of their own. */
const recording = (api: Api, exchanges: Exchange[]): Api => {
  const record = async (call: Promise<Exchange>, hasOwnKey = false): Promise<Exchange> => {
    const exchange = await call.catch((error: unknown) => {
      const { cause, message } = error instanceof Error ? error : new Error(String(error));
      throw new Unanswered(cause instanceof Error ? `${message}: ${cause.message}` : message);
    });
    const reason = hasOwnKey ? null : noAnswer(exchange);
    if (reason !== null) throw new Unanswered(reason);
    exchanges.push(exchange);
    return exchange;
  };
  return {
    ...api,
    get: (path, options) => record(api.get(path, options), options?.key !== undefined),
    post: (path, body) => record(api.post(path, body)),
  };
};

/** Words in the manner of the names of models. */
const MODEL = /\b(?:V\d\w*|chirp-[\w-]*\w)\b|\bai-music-api\/[\w-]*\w/g;

const newModels = (exchanges: readonly Exchange[]): string[] => {
  const words = exchanges.flatMap(({ body }) => JSON.stringify(body).match(MODEL) ?? []);
  return [...new Set(words)].filter((word) => word !== NO_MODEL && !knownModels.has(word));
};

/** Credits differ by tenths, which are not exact in sums. */
const rounded = (credits: number): number => Math.round(credits * 1_000) / 1_000;

/** An `Unanswered` as a value. @throws every other error */
const asUnanswered = (error: unknown): Unanswered => {
  if (error instanceof Unanswered) return error;
  throw error;
};

/** Credits of the account; null where the answer has another shape, which a case reports. @throws Unanswered */
const balanceOf = async (api: Api): Promise<number | null> => {
  const { body } = await recording(api, []).get(api.creditsPath);
  const balance = at(body, 'data');
  return typeof balance === 'number' ? balance : null;
};

/** What a case has changed, but for the price. @throws Unanswered */
const changesOf = async ({ id: where, run }: ConformanceCase, api: Api): Promise<Change[]> => {
  const exchanges: Exchange[] = [];
  const findings = await run(recording(api, exchanges));
  return [
    ...findings.map(({ about, text }) => ({ about, where, what: text })),
    ...newModels(exchanges).map((model) => ({ about: 'model', where, what: `${model} is new` }) as const),
  ];
};

/**
 * Compares what the provider says with what is known, by the cases, and beyond them by the models that it names and the
 * credits that it takes. What others buy from the same account at the same time looks like a price.
 *
 * @param maxCredits what may be spent; with 0, only what cannot cost anything is asked.
 * @throws Unanswered when not even the balance can be read
 */
export const watch = async (cases: readonly ConformanceCase[], api: Api, maxCredits: number): Promise<WatchReport> => {
  const changes: Change[] = [];
  const [unchanged, leftOut, unanswered]: [string[], Open[], Open[]] = [[], [], []];
  let left = maxCredits;
  let balance = await balanceOf(api);
  for (const each of cases) {
    const { id: where, maxCredits: cost } = each;
    const why = notAfforded(each, left);
    if (why !== null) {
      leftOut.push({ where, why });
      continue;
    }
    const before = balance;
    const found = await changesOf(each, api).catch(asUnanswered);
    const now = await balanceOf(api).catch(asUnanswered);
    balance = now instanceof Unanswered ? null : now;
    const taken = before === null || balance === null ? cost : rounded(before - balance);
    left -= Math.max(cost, taken);
    if (found instanceof Unanswered) {
      unanswered.push({ where, why: found.message });
      continue;
    }
    // A purchase that went wrong may have been refunded, or not yet.
    if (taken !== cost && (cost === 0 || found.length === 0))
      found.push({ about: 'price', where, what: `it took ${taken} credits instead of ${cost}` });
    if (found.length === 0) unchanged.push(where);
    changes.push(...found);
  }
  return { changes, unchanged, leftOut, unanswered };
};

/** The report as lines for people, what has changed first. */
export const watchLines = ({ changes, unchanged, leftOut, unanswered }: WatchReport): readonly string[] => [
  ...changes.map(({ about, where, what }) => `changed     ${about.padEnd(6)}  ${where}: ${what}`),
  ...unanswered.map(({ where, why }) => `unanswered          ${where}: ${why}`),
  ...leftOut.map(({ where, why }) => `left out            ${where}: ${why}`),
  `${changes.length === 0 ? 'Nothing has changed' : `${changes.length} changes`}; ${unchanged.length} claims hold, ` +
    `${unanswered.length} were not answered, ${leftOut.length} were left out.`,
];

/** 1: something has changed; 2: nothing has, as far as could be asked; 0: nothing has. */
export const watchExitCode = ({ changes, unanswered }: WatchReport): 0 | 1 | 2 => {
  if (changes.length > 0) return 1;
  return unanswered.length > 0 ? 2 : 0;
};
