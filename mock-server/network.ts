import { Agent, request as send } from 'undici';
import { callbackSignature, SIGNATURE_HEADER, TIMESTAMP_HEADER } from '../src/upstream/kie/wire/signature.ts';
import type { Network } from './core/delivery-sender.ts';

/** Statuses that a `Response` refuses a body for. */
const BODILESS = [204, 205, 304];

/** The network under Node: callbacks and uploads are sent by undici, on connections of this mock alone. */
/** @param allowSelfSigned Whether receivers may have a certificate that cannot be verified. */
export const createNetwork = (allowSelfSigned = false): Network & { readonly close: () => Promise<void> } => {
  const connect = { timeout: 10_000, rejectUnauthorized: !allowSelfSigned };
  const dispatcher = new Agent({ keepAliveTimeout: 1_000, connect });
  return {
    // `request` follows no redirects and adds no browser headers; the mock's clock does the timing out.
    send: async ({ url, method, headers, body: given, signal }) => {
      const body = given === null ? null : await new Response(given).text();
      const options = { method, headers: Object.fromEntries(headers), body, signal, dispatcher };
      const answer = await send(url, { ...options, headersTimeout: 0, bodyTimeout: 0 });
      const bytes = await answer.body.arrayBuffer();
      const received = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
      return new Response(BODILESS.includes(answer.statusCode) ? null : bytes, {
        status: answer.statusCode,
        headers: received,
      });
    },
    sign: (key, taskId, timestamp) => ({
      [TIMESTAMP_HEADER]: timestamp,
      [SIGNATURE_HEADER]: callbackSignature(key, taskId, timestamp),
    }),
    close: () => dispatcher.destroy(),
  };
};
