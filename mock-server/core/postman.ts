import type { Clock } from './clock.ts';
import type { Delivery } from './delivery.ts';
import { cut, type Ending, type Message } from './journal.ts';
import { type Settings, signingKey } from './settings.ts';

/** What the postman needs of the world outside, so that a browser can bring its own. */
export interface Wires {
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
 * turns back when its era ends.
 */
export const createPostman = (
  { clock, settings }: { readonly clock: Clock; readonly settings: Settings },
  { send, sign }: Wires,
) => {
  const signature = ({ signing, ageS, taskId }: Delivery): Readonly<Record<string, string>> => {
    const key = signingKey(settings);
    if (key === null || signing === 'none') return {};
    const timestamp = String(Math.floor(clock.now() / 1000) - ageS);
    return sign(signing === 'right' ? key : `not ${key}`, taskId, timestamp);
  };

  const exchange = async (url: string, { headers, body }: Message, era: AbortSignal): Promise<Ending> => {
    const timeout = new AbortController();
    const cancel = clock.after(TIMEOUT_MS, `timeout of a callback to ${url}`, () =>
      timeout.abort(new DOMException(`no answer within ${TIMEOUT_MS / 1000} s`, 'TimeoutError')),
    );
    try {
      // A redirect is not a 200; where it would lead is not the provider's business.
      const signal = AbortSignal.any([timeout.signal, era]);
      const init = { method: 'POST', headers, body, redirect: 'manual', signal } as const;
      const response = await send(new Request(url, init));
      const received = Object.fromEntries(response.headers);
      return {
        kind: 'answer',
        status: response.status,
        headers: received,
        body: cut(await response.text()),
        error: null,
      };
    } finally {
      cancel();
    }
  };

  return async (delivery: Delivery, era: AbortSignal): Promise<{ readonly sent: Message; readonly ending: Ending }> => {
    const body = JSON.stringify(delivery.body);
    let sent: Message = { headers: { 'content-type': 'application/json' }, body };
    try {
      sent = { headers: { ...sent.headers, ...signature(delivery) }, body };
      return { sent, ending: await exchange(delivery.url, sent, era) };
    } catch (error) {
      return { sent, ending: { kind: 'failed', status: null, headers: {}, body: '', error: causeOf(error) } };
    }
  };
};
