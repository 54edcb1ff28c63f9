import type { Clock } from './clock.ts';
import type { Delivery } from './delivery.ts';
import { type Ending, type Message, messageOf } from './journal.ts';

/** What the mock needs of the machine's network. A browser or a test can bring its own. */
export interface Network {
  readonly send: (request: Request) => Promise<Response>;
  /** The signature headers of kie.ai. */
  readonly sign: (key: string, taskId: string, timestamp: string) => Readonly<Record<string, string>>;
}

/** The provider's own limit for an answer. It runs on the mock's clock and is not scaled, because the receiver is real. */
const TIMEOUT_MS = 15_000;

const causeOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? `${error}: ${error.cause.message}` : String(error);

/**
 * Makes the function that posts one callback to its receiver, signed at the moment of sending, and returns how the
 * attempt ended. It never throws. The attempt is cut off when its generation ends.
 *
 * @param signingKey The key of the moment; null where callbacks are not signed.
 */
export const createDeliverySender = (
  { clock, signingKey }: { readonly clock: Clock; readonly signingKey: () => string | null },
  { send, sign }: Network,
) => {
  const signature = ({ signing, ageS, taskId }: Delivery): Readonly<Record<string, string>> => {
    const key = signingKey();
    if (key === null || signing === 'none') return {};
    const timestamp = String(Math.floor(clock.now() / 1000) - ageS);
    return sign(signing === 'right' ? key : `not ${key}`, taskId, timestamp);
  };

  const exchange = async (
    url: string,
    headers: Message['headers'],
    body: string,
    generation: AbortSignal,
  ): Promise<Ending> => {
    const timeout = new AbortController();
    const cancel = clock.after(TIMEOUT_MS, `timeout of a callback to ${url}`, () =>
      timeout.abort(new DOMException(`no answer within ${TIMEOUT_MS / 1000} s`, 'TimeoutError')),
    );
    try {
      // A redirect is not a 200, and the provider does not follow it.
      const signal = AbortSignal.any([timeout.signal, generation]);
      const init = { method: 'POST', headers, body, redirect: 'manual', signal } as const;
      const response = await send(new Request(url, init));
      const received = messageOf(Object.fromEntries(response.headers), await response.text());
      return { ...received, kind: 'answer', status: response.status, error: null };
    } finally {
      cancel();
    }
  };

  return async (
    delivery: Delivery,
    generation: AbortSignal,
  ): Promise<{ readonly sent: Message; readonly ending: Ending }> => {
    const body = JSON.stringify(delivery.body);
    let headers: Message['headers'] = { 'content-type': 'application/json' };
    try {
      headers = { ...headers, ...signature(delivery) };
      const ending = await exchange(delivery.url, headers, body, generation);
      return { sent: messageOf(headers, body), ending };
    } catch (error) {
      const ending: Ending = { ...messageOf({}, ''), kind: 'failed', status: null, error: causeOf(error) };
      return { sent: messageOf(headers, body), ending };
    }
  };
};
