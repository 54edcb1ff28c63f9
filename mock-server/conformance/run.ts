import type { Api, ConformanceCase, Exchange } from './case.ts';

export interface CaseReport {
  readonly id: string;
  readonly claim: string;
  readonly verdict: 'agrees' | 'drifted' | 'skipped';
  /** What contradicts the claim, or why it was left out. */
  readonly findings: readonly string[];
}

/** Why a case has to be left out; null where there are credits enough. */
export const notAfforded = ({ maxCredits, ifAccepted = 0 }: ConformanceCase, left: number): string | null => {
  const cost = Math.max(maxCredits, ifAccepted);
  return cost > left ? `may cost ${cost} credits, and ${left} may be spent` : null;
};

/** Runs cases one after the other, and never one whose cost would go over what is left of the cap. */
export const runCases = async (
  cases: readonly ConformanceCase[],
  api: Api,
  maxCredits: number,
): Promise<readonly CaseReport[]> => {
  const reports: CaseReport[] = [];
  let left = maxCredits;
  for (const each of cases) {
    const { id, claim } = each;
    const reason = notAfforded(each, left);
    if (reason !== null) {
      reports.push({ id, claim, verdict: 'skipped', findings: [reason] });
      continue;
    }
    left -= each.maxCredits;
    const findings = (await each.run(api)).map(({ text }) => text);
    reports.push({ id, claim, verdict: findings.length === 0 ? 'agrees' : 'drifted', findings });
  }
  return reports;
};

/** The report as lines for people; drift is spelt out. */
export const reportLines = (reports: readonly CaseReport[]): readonly string[] =>
  reports.flatMap(({ id, claim, verdict, findings }) => [
    `${verdict.padEnd(7)}  ${id}: ${claim}`,
    ...findings.map((finding) => `         - ${finding}`),
  ]);

export interface ApiOptions extends Pick<Api, 'audioUrl' | 'callBackUrl' | 'creditsPath' | 'pause'> {
  readonly url: string;
  /** Of the host of uploads; by default that of the API. */
  readonly uploadUrl?: string;
  readonly key: string;
  /** Awaited before each post, so that the provider's limit of purchases is kept. */
  readonly breathe?: () => Promise<void>;
}

/** Longer than the provider has ever needed. */
const TIMEOUT_MS = 60_000;

/** The API at an address. Redirects are not followed: the provider has none. */
export const createApi = ({ url, uploadUrl = url, key, breathe, ...rest }: ApiOptions): Api => {
  const exchange = async (address: string, init: RequestInit, used = key): Promise<Exchange> => {
    const headers = { ...init.headers, authorization: `Bearer ${used}` };
    const response = await fetch(address, {
      ...init,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    return { status: response.status, body: /^\s*[{[]/.test(text) ? (JSON.parse(text) as unknown) : text };
  };
  const post = async (address: string, body: unknown): Promise<Exchange> => {
    await breathe?.();
    const headers = { 'content-type': 'application/json' };
    return await exchange(address, { method: 'POST', headers, body: JSON.stringify(body) });
  };
  return {
    ...rest,
    get: (path, options) => exchange(url + path, { method: 'GET' }, options?.key),
    post: (path, body) => post(url + path, body),
    upload: (path, body) => post(uploadUrl + path, body),
  };
};
