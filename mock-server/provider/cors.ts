import { isLoopback } from '../core/addresses.ts';
import { answer, type Outcome } from '../core/outcome.ts';
import type { Call } from './call.ts';
import type { Settings } from './settings.ts';

/** The origin of the calling page, where it may read answers: pages of this machine, and those that are configured. */
const allowedOrigin = (call: Call, { corsOrigins }: Settings): string | null => {
  const origin = call.request.headers.get('origin');
  const url = origin === null ? null : URL.parse(origin);
  if (origin === null || url === null) return null;
  return isLoopback(url) || corsOrigins.includes('*') || corsOrigins.includes(origin) ? origin : null;
};

/** The answer to a browser's preflight; null for any other call. */
export const preflight = (call: Call, settings: Settings): Outcome | null => {
  const { headers } = call.request;
  if (call.method !== 'OPTIONS' || !headers.has('access-control-request-method')) return null;
  const origin = allowedOrigin(call, settings);
  if (origin === null) return null;
  return answer(204, '', {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': headers.get('access-control-request-headers') ?? '',
    'access-control-max-age': '600',
    vary: 'origin',
  });
};

/** The same answer, readable for the calling page where it may read it. */
export const withCors = (outcome: Outcome, call: Call, settings: Settings): Outcome => {
  const origin = allowedOrigin(call, settings);
  if (origin === null || (outcome.kind !== 'answer' && outcome.kind !== 'half')) return outcome;
  const headers = { vary: 'origin', 'access-control-allow-origin': origin, ...outcome.answer.headers };
  return { ...outcome, answer: { ...outcome.answer, headers } };
};
