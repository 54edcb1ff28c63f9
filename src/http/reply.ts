import type { HttpExchange } from './exchange.ts';

/** On every answer. Pages of ours that need more say so themselves. */
export const SECURITY_HEADERS: readonly (readonly [string, string])[] = Object.entries({
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
});

type Headers = Readonly<Record<string, string>>;

/** Ends the exchange with a body. */
export const reply = (
  { request, response }: HttpExchange,
  status: number,
  body: string | Buffer,
  headers: Headers,
): void => {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(request.method === 'HEAD' ? undefined : body);
};

export const replyText = (exchange: HttpExchange, status: number, text: string, headers: Headers = {}): void =>
  reply(exchange, status, text, { 'content-type': 'text/plain; charset=utf-8', ...headers });

/** Says no more than that: what a wrong path hears, and whoever has no right to know that a path is right. */
export const replyNotFound = (exchange: HttpExchange): void => replyText(exchange, 404, 'Not found.\n');

export const replyMethodNotAllowed = (exchange: HttpExchange, allowed: string): void =>
  replyText(exchange, 405, 'Method not allowed.\n', { allow: allowed });
