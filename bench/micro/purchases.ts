import { ConsecutiveBreaker, circuitBreaker, handleWhenResult } from 'cockatiel';
import { sameInput } from '../../src/domain/operations/same-input.ts';
import type { Comparison } from './measure.ts';

const MAX = 5_000;
let count = 0;
const nextToken = (): string => {
  count += 1;
  return `token ${count}`;
};

const ordered = new Map<string, string>();
let recent = new Map<string, string>();
const halves = { earlier: recent };

export const knownTokens: Comparison = {
  title: 'The newest 5,000 tokens are remembered',
  ways: {
    'one map, the oldest removed each time': () => {
      ordered.set(nextToken(), '');
      const [oldest] = ordered.keys();
      if (ordered.size > MAX && oldest !== undefined) ordered.delete(oldest);
    },
    'two maps, the older dropped as a whole': () => {
      if (recent.size >= MAX / 2) [halves.earlier, recent] = [recent, new Map()];
      recent.set(nextToken(), '');
    },
  },
};

const INPUT = { source: { track: { taskId: 'abcdef0123456789', audioId: 'a' }, audioUrl: null }, type: 'SPLIT_STEM' };

export const inputs: Comparison = {
  title: 'An input with its URLs in their normal form',
  ways: {
    'written and parsed': () =>
      JSON.parse(JSON.stringify(INPUT, (key, value: unknown) => (/urls?$/i.test(key) ? value : value))),
    'copied field by field': () => sameInput(INPUT, ['X-Amz-*']),
  },
};

const outcome = { kind: 'accepted' };
const send = async () => outcome;

export const breakers: Comparison = {
  title: 'The breaker of a viewer without doubts',
  ways: {
    'made for each purchase': () => {
      const policy = circuitBreaker(
        handleWhenResult((result) => result !== outcome),
        { halfOpenAfter: 5_000, breaker: new ConsecutiveBreaker(10) },
      );
      policy.onStateChange(() => undefined);
      return policy.execute(send);
    },
    'made after the first doubt': () => send(),
  },
};
