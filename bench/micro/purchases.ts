import { ConsecutiveBreaker, circuitBreaker, handleWhenResult } from 'cockatiel';
import { sameInput } from '../../src/domain/operations/same-input.ts';
import type { Comparison } from './measure.ts';

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

const shared = circuitBreaker(
  handleWhenResult((result) => result !== outcome),
  { halfOpenAfter: 5_000, breaker: new ConsecutiveBreaker(10) },
);
let inDoubt = 0;

export const successes: Comparison = {
  title: 'The breaker of all viewers, around a purchase that succeeds',
  ways: {
    'sends it': () => shared.execute(send),
    'is told of failures alone': async () => {
      const result = await send();
      if (result !== outcome) return await shared.execute(() => result);
      inDoubt = 0;
      return inDoubt === 0 && result;
    },
  },
};
