import type { IncomingMessage } from 'node:http';
import { within } from '../../domain/within.ts';
import { steadyClock } from '../../system-clock.ts';
import type { Metrics } from '../../telemetry/metrics.ts';
import type { HttpExchange, HttpHandler } from '../exchange.ts';
import { reply, replyMethodNotAllowed, replyText } from '../reply.ts';

/** Something that the gateway needs to take traffic. */
export interface Requirement {
  /** As `?exclude=` names it. */
  readonly name: string;
  /** What is said when it is missing, to everyone who asks; the cause is in the log. */
  readonly missing: string;
  /** Resolves when it is there. */
  check(): Promise<void>;
}

/** Timeout of each check of the readiness probe, in milliseconds. */
const READY_TIMEOUT_MS = 2_000;

const inTime = (check: Promise<void>): Promise<void> =>
  within(steadyClock, READY_TIMEOUT_MS, check, () => new Error(`no answer within ${READY_TIMEOUT_MS} ms`));

const readOnly =
  (handle: (exchange: HttpExchange) => Promise<void>): HttpHandler =>
  async (exchange) => {
    const { method } = exchange.request;
    if (method === 'GET' || method === 'HEAD') await handle(exchange);
    else replyMethodNotAllowed(exchange, 'GET, HEAD');
  };

/** `/livez`: the process is alive. */
export const createLiveHandler = (): HttpHandler => readOnly(async (exchange) => replyText(exchange, 200, 'ok\n'));

/** The names in `?exclude=`, which may be there several times. */
const excludedBy = ({ url = '/' }: IncomingMessage): readonly string[] =>
  new URL(url, 'http://localhost').searchParams.getAll('exclude');

/**
 * `/readyz`: the gateway may receive traffic. Answers 503 during a graceful shutdown, and while something is missing that
 * it needs. `?exclude=NAME` leaves a requirement out: what all nodes miss at the same time is no reason to send the traffic
 * of all of them nowhere.
 */
export const createReadyHandler = (requirements: readonly Requirement[], isDraining: () => boolean): HttpHandler =>
  readOnly(async (exchange) => {
    if (isDraining()) return replyText(exchange, 503, 'draining\n');
    const excluded = excludedBy(exchange.request);
    const fault = async ({ missing, check }: Requirement): Promise<string | null> => {
      try {
        await inTime(check());
        return null;
      } catch (error) {
        exchange.logger.warn({ err: error }, `not ready: ${missing}`);
        return missing;
      }
    };
    const faults = await Promise.all(requirements.filter(({ name }) => !excluded.includes(name)).map(fault));
    const missing = faults.filter((each) => each !== null);
    if (missing.length === 0) replyText(exchange, 200, 'ready\n');
    else replyText(exchange, 503, `not ready: ${missing.join('; ')}\n`);
  });

/** `/metrics`: counters for Prometheus. */
export const createMetricsHandler = ({ read, contentType }: Metrics): HttpHandler =>
  readOnly(async (exchange) => reply(exchange, 200, await read(), { 'content-type': contentType }));
