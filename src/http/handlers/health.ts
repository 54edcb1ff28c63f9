import type { Metrics } from '../../telemetry/metrics.ts';
import type { HttpExchange, HttpHandler } from '../exchange.ts';
import { reply, replyMethodNotAllowed, replyText } from '../reply.ts';

/** Thrown by a readiness probe that knows what is missing. The message is shown to everyone who asks. */
export class NotReadyError extends Error {
  override readonly name = 'NotReadyError';
}

/** Timeout of the readiness probe, in milliseconds. */
const READY_TIMEOUT_MS = 2_000;

const within = async (ms: number, probe: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NotReadyError(`no answer within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([probe, late]);
  } finally {
    clearTimeout(timer);
  }
};

const readOnly =
  (handle: (exchange: HttpExchange) => Promise<void>): HttpHandler =>
  async (exchange) => {
    const { method } = exchange.request;
    if (method === 'GET' || method === 'HEAD') await handle(exchange);
    else replyMethodNotAllowed(exchange, 'GET, HEAD');
  };

/** `/livez`: the process is alive. */
export const createLiveHandler = (): HttpHandler => readOnly(async (exchange) => replyText(exchange, 200, 'ok\n'));

/**
 * `/readyz`: the gateway may receive traffic. Answers 503 during a graceful shutdown, and when `ready` fails.
 *
 * @param ready resolves when everything that the gateway needs is available.
 */
export const createReadyHandler = (ready: () => Promise<void>, isDraining: () => boolean): HttpHandler =>
  readOnly(async (exchange) => {
    if (isDraining()) return replyText(exchange, 503, 'draining\n');
    try {
      await within(READY_TIMEOUT_MS, ready());
      replyText(exchange, 200, 'ready\n');
    } catch (error) {
      exchange.logger.warn({ err: error }, 'not ready');
      replyText(exchange, 503, error instanceof NotReadyError ? `not ready: ${error.message}\n` : 'not ready\n');
    }
  });

/** `/metrics`: counters for Prometheus. */
export const createMetricsHandler = ({ read, contentType }: Metrics): HttpHandler =>
  readOnly(async (exchange) => reply(exchange, 200, await read(), { 'content-type': contentType }));
