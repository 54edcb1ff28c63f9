import type { IncomingMessage } from 'node:http';
import type { Logger } from '../telemetry/logger.ts';

/** The allow list of origins: CORS, and protection against CSRF and cross-site WebSocket hijacking. */
export interface Origins {
  /** True for a listed origin, and for a request without one: such a request does not come from a web page. */
  isAllowed(request: IncomingMessage): boolean;
  /** CORS headers of a response; none when the list is empty. */
  headers(request: IncomingMessage): Readonly<Record<string, string>>;
  /** CORS headers of the response to a preflight request. @param methods that the path takes, e.g. `GET, POST`. */
  preflight(request: IncomingMessage, methods: string): Readonly<Record<string, string>>;
}

/** How long a browser may cache the response to a preflight request, in seconds. */
const PREFLIGHT_MAX_AGE = '600';

/** Refused origins that get a line in the log: an attacker can make up as many as it likes. */
const MAX_LOGGED = 100;
const MAX_LOGGED_LENGTH = 200;

/** Logs each refused origin once, with the setting that would allow it. */
const createRefusedLogger = (logger: Pick<Logger, 'warn'>): ((origin: string) => void) => {
  const logged = new Set<string>();
  return (origin) => {
    if (logged.has(origin) || logged.size >= MAX_LOGGED || origin.length > MAX_LOGGED_LENGTH) return;
    logged.add(origin);
    logger.warn({ origin }, 'refused a request of a foreign origin; CORS_ORIGINS lists the allowed ones');
  };
};

/** @param list allowed origins as browsers spell them, e.g. `https://app.example.com`. */
export const createOrigins = (list: readonly string[], logger: Pick<Logger, 'warn'>): Origins => {
  const allowed = new Set(list);
  const logRefused = createRefusedLogger(logger);

  const headers = ({ headers: { origin } }: IncomingMessage): Record<string, string> => {
    if (allowed.size === 0) return {};
    if (origin === undefined || !allowed.has(origin)) return { vary: 'Origin' };
    return {
      vary: 'Origin',
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'x-request-id, retry-after, ratelimit, ratelimit-policy',
    };
  };

  return {
    isAllowed({ headers: { origin } }) {
      if (origin === undefined || allowed.has(origin)) return true;
      logRefused(origin);
      return false;
    },
    headers,
    preflight(request, methods) {
      const basic = headers(request);
      if (basic['access-control-allow-origin'] === undefined) return basic;
      return {
        ...basic,
        vary: 'Origin, Access-Control-Request-Headers',
        'access-control-allow-methods': methods,
        'access-control-allow-headers':
          request.headers['access-control-request-headers'] ?? 'content-type, authorization, x-request-id',
        'access-control-max-age': PREFLIGHT_MAX_AGE,
      };
    },
  };
};
