import type { Clock } from './clock.ts';
import type { Delivery } from './delivery.ts';
import { type Ending, type Message, messageOf } from './journal.ts';
import { type Settings, signingKey } from './settings.ts';

/** What the postman needs of the world outside, so that a browser can bring its own. */
export interface Network {
  readonly send: (request: Request) => Promise<Response>;
  /** The signature headers of kie.ai. */
  readonly sign: (key: string, taskId: string, timestamp: string) => Readonly<Record<string, string>>;
}

/** The provider's own limit for an answer; on the clock, and not scaled, for the receiver is real. */
const TIMEOUT_MS = 15_000;

const causeOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? `${error}: ${error.cause.message}` : String(error);

/**
 * Carries one callback to its receiver, signed for this very moment, and brings back how it ended; never throws. It
 * turns back when its generation ends.
 */
export const createDeliverySender = (
  { clock, settings }: { readonly clock: Clock; readonly settings: Settings },
  { send, sign }: Network,
) => {
  const signature = ({ signing, ageS, taskId }: Delivery): Readonly<Record<string, string>> => {
    const key = signingKey(settings);
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
      // A redirect is not a 200; where it would lead is not the provider's business.
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
