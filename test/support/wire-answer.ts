import type { HttpResponse } from '../../src/upstream/kie/send-request.ts';
import type { Transport } from '../../src/upstream/kie/transport.ts';

/** An answer of the provider's: a body that is sent as JSON, or a text as it is, with its status. */
export type WireAnswer = { readonly status?: number; readonly body: unknown; readonly retryAfterMs?: number | null };

/** The answer as the transport hands it over. */
export const toResponse = ({ status = 200, body, retryAfterMs = null }: WireAnswer): HttpResponse => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  retryAfterMs,
});

/** An envelope that says yes. */
export const yes = (data: unknown): WireAnswer => ({ body: { code: 200, msg: 'success', data } });

/** A transport that gives one answer to every read, and takes no purchase. */
export const answering = (answer: WireAnswer): Transport => ({
  get: () => Promise.resolve(toResponse(answer)),
  post: () => Promise.reject(new Error('nothing can be bought here')),
  close: () => Promise.resolve(),
});
