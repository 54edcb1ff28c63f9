import type { Dispatcher } from 'undici';
import { errors } from '../../undici.ts';
import { NotSentError } from './errors.ts';
import { readRetryAfter } from './retry-after.ts';

/** The response of a complete HTTP exchange, with its body as text. */
export interface HttpResponse {
  readonly status: number;
  readonly body: string;
  /** Milliseconds, from a `Retry-After` header (`readRetryAfter`); null without one. */
  readonly retryAfterMs: number | null;
}

/** 8 MiB. The longest answers hold notes: a hundred thousand of them are about 7 MB. */
export const MAX_BODY_BYTES = 8 * 1_024 * 1_024;

type Controller = Dispatcher.DispatchController;

const tooLate = (): Error => new Error('no whole answer in time');

/**
 * Collects the response to one request, by the calls of undici's dispatcher: without the stream and the abort signal
 * that `request` of undici makes for each call.
 */
class ResponseCollector implements Dispatcher.DispatchHandler {
  readonly #settle: PromiseWithResolvers<HttpResponse>;
  readonly #deadline: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #status = 0;
  #retryAfterMs: number | null = null;
  /** Null until the request begins to be written. */
  #controller: Controller | null = null;
  #isLate = false;

  constructor(timeoutMs: number, settle: PromiseWithResolvers<HttpResponse>) {
    this.#settle = settle;
    this.#deadline = setTimeout(() => {
      this.#isLate = true;
      this.#controller?.abort(tooLate());
    }, timeoutMs);
  }

  /** Called right before the first byte is written; an abort in here prevents that. */
  onRequestStart(controller: Controller): void {
    if (this.#isLate) controller.abort(tooLate());
    else this.#controller = controller;
  }

  /** Called for each informational response as well, before the final one. */
  onResponseStart(_controller: Controller, status: number, headers: Readonly<Record<string, string | string[]>>): void {
    this.#status = status;
    this.#retryAfterMs = readRetryAfter(headers['retry-after'], Date.now());
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > MAX_BODY_BYTES) controller.abort(new errors.ResponseExceededMaxSizeError());
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#deadline);
    const body = Buffer.concat(this.#chunks).toString('utf8');
    this.#settle.resolve({ status: this.#status, body, retryAfterMs: this.#retryAfterMs });
  }

  onResponseError(_controller: Controller, error: Error): void {
    clearTimeout(this.#deadline);
    const isUnsent = this.#controller === null && !(error instanceof NotSentError);
    this.#settle.reject(isUnsent ? new NotSentError(error.message, { cause: error }) : error);
  }
}

/**
 * Sends a request and reads its response.
 *
 * @param timeoutMs for all of it, in milliseconds.
 * @throws NotSentError when not a byte was written: no connection could be made, the one that was chosen turned out to be
 *   closed, or undici refuses an argument. Otherwise undici's error.
 */
export const sendRequest = (
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  timeoutMs: number,
): Promise<HttpResponse> => {
  const settle = Promise.withResolvers<HttpResponse>();
  dispatcher.dispatch(request, new ResponseCollector(timeoutMs, settle));
  return settle.promise;
};
