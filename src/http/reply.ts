import type { HttpExchange } from './exchange.ts';

type Headers = Readonly<Record<string, string>>;

/** Default security headers of every response. GraphiQL and streams override some of them. */
export const SECURITY_HEADERS: Headers = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

/** Ends the exchange with a body. A HEAD request gets the headers only. */
export const reply = (
  { request, response, headers: common }: HttpExchange,
  status: number,
  body: string | Buffer,
  headers: Headers,
): void => {
  const length = Buffer.byteLength(body);
  response.writeHead(status, { ...common, ...headers, 'content-length': length });
  if (request.method === 'HEAD') response.end();
  // One byte per character: Node need not encode it.
  else if (typeof body === 'string' && length === body.length) response.end(body, 'latin1');
  else response.end(body);
};

export const replyText = (exchange: HttpExchange, status: number, text: string, headers: Headers = {}): void =>
  reply(exchange, status, text, { 'content-type': 'text/plain; charset=utf-8', ...headers });

/** The response of an unknown path. A forged callback gets the same one, so that it does not learn of a right path. */
export const replyNotFound = (exchange: HttpExchange): void => replyText(exchange, 404, 'Not found.\n');

export const replyMethodNotAllowed = (exchange: HttpExchange, allowed: string): void =>
  replyText(exchange, 405, 'Method not allowed.\n', { allow: allowed });
