import type { IncomingMessage } from 'node:http';

/** Which pages, by their origin, may use this gateway from a browser. */
export interface Origins {
  /** True also for requests that name no origin: those come from no page. */
  isAllowed(request: IncomingMessage): boolean;
  /** What browsers have to be told; nothing at all where no origin is listed. */
  headers(request: IncomingMessage): Readonly<Record<string, string>>;
  /** The same for the question whether a request may be sent. */
  preflight(request: IncomingMessage): Readonly<Record<string, string>>;
}

/** How long browsers may remember the answer to a preflight, in seconds. */
const PREFLIGHT_MAX_AGE = '600';

/** @param list origins as browsers spell them, e.g. `https://app.example.com`. */
export const createOrigins = (list: readonly string[]): Origins => {
  const allowed = new Set(list);

  const headers = ({ headers: { origin } }: IncomingMessage): Record<string, string> => {
    if (allowed.size === 0) return {};
    if (origin === undefined || !allowed.has(origin)) return { vary: 'Origin' };
    return {
      vary: 'Origin',
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'x-request-id, retry-after',
    };
  };

  return {
    isAllowed: ({ headers: { origin } }) => origin === undefined || allowed.has(origin),
    headers,
    preflight(request) {
      const basic = headers(request);
      if (basic['access-control-allow-origin'] === undefined) return basic;
      return {
        ...basic,
        vary: 'Origin, Access-Control-Request-Headers',
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers':
          request.headers['access-control-request-headers'] ?? 'content-type, authorization, x-request-id',
        'access-control-max-age': PREFLIGHT_MAX_AGE,
      };
    },
  };
};
