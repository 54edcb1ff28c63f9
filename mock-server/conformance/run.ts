import type { Api, ConformanceCase, Exchange } from './case.ts';

export interface CaseReport {
  readonly id: string;
  readonly claim: string;
  readonly verdict: 'agrees' | 'drifted' | 'skipped';
  /** What contradicts the claim, or why it was left out. */
  readonly findings: readonly string[];
}

/** Runs cases one after the other, and never one whose cost would go over what is left of the cap. */
export const runCases = async (
  cases: readonly ConformanceCase[],
  api: Api,
  maxCredits: number,
): Promise<readonly CaseReport[]> => {
  const reports: CaseReport[] = [];
  let left = maxCredits;
  for (const { id, claim, maxCredits: cost, run } of cases) {
    if (cost > left) {
      reports.push({ id, claim, verdict: 'skipped', findings: [`may cost ${cost} credits, and ${left} may be spent`] });
      continue;
    }
    left -= cost;
    const findings = await run(api);
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
  readonly key: string;
}

/** The API at an address. Redirects are not followed: the provider has none. */
export const createApi = ({ url, key, ...rest }: ApiOptions): Api => {
  const exchange = async (path: string, init: RequestInit, used = key): Promise<Exchange> => {
    const headers = { ...init.headers, authorization: `Bearer ${used}` };
    const response = await fetch(url + path, { ...init, headers, redirect: 'manual' });
    const text = await response.text();
    return { status: response.status, body: /^\s*[{[]/.test(text) ? (JSON.parse(text) as unknown) : text };
  };
  return {
    ...rest,
    get: (path, options) => exchange(path, { method: 'GET' }, options?.key),
    post: (path, body) =>
      exchange(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  };
};
