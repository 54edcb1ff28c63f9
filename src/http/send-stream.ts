import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';
import type { HttpMetrics } from '../telemetry/metrics.ts';
import { onExpiry } from './auth/on-expiry.ts';
import type { HttpExchange } from './exchange.ts';
import { type Framing, STREAM_HEADERS } from './graphql/framings.ts';
import { toRequestErrors } from './graphql/prepare.ts';
import type { IdOf } from './graphql/resume.ts';
import type { ResultStream } from './graphql/run.ts';
import type { OpenConnections } from './open-connections.ts';

/** A stream of results on its way to a client. */
export interface StreamedResponse {
  readonly results: ResultStream;
  /** The text of a result, as JSON. */
  readonly format: (result: ExecutionResult) => string;
  readonly framing: Framing;
  /** Ids of the events; null: they have none. */
  readonly idOf: IdOf | null;
  /** When the viewer's credentials expire, and the stream ends. Epoch milliseconds; null: never. */
  readonly expiresAt: number | null;
}

/**
 * Sends results until their source ends, the client disconnects, the credentials expire, or the gateway shuts down. The
 * next result is requested only when the last one was written, so that a client that does not read costs one result.
 */
export type SendStream = (exchange: HttpExchange, stream: StreamedResponse) => Promise<void>;

export interface SendStreamOptions {
  readonly openConnections: OpenConnections;
  readonly metrics: HttpMetrics;
  /** Time without a result after which a heartbeat is sent, in milliseconds. */
  readonly heartbeatMs: number;
  /** How long a client may read nothing before its connection is closed, in milliseconds. */
  readonly stuckMs: number;
}

/** Resolves when the client has read what was written, or is gone; closes the connection after `stuckMs`. */
const drained = (response: ServerResponse, stuckMs: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => response.destroy(), stuckMs);
    const done = (): void => {
      clearTimeout(timer);
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
  });

/** The next result. An error of the source becomes its last result. */
const nextOf = (results: ResultStream): Promise<IteratorResult<ExecutionResult, void>> =>
  results.next().catch((error: unknown) => ({ done: false, value: toRequestErrors(error) }));

/** The value of `promise`, or null after `ms`. */
const orNullAfter = async <T>(ms: number, promise: Promise<T>): Promise<T | null> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
};

export const createSendStream = ({ openConnections, metrics, heartbeatMs, stuckMs }: SendStreamOptions): SendStream => {
  const write = async (response: ServerResponse, text: string): Promise<void> => {
    if (!response.write(text) && !response.destroyed) await drained(response, stuckMs);
    // One turn of the event loop: a long row of results does not hold up the process.
    else await nextTurn();
  };

  return async ({ response, headers }, { results, format, framing, idOf, expiresAt }) => {
    let isEnded = false;
    // Returning the source makes the loop below end. The client gets neither an error nor a "complete": it reconnects
    // after a stream that just ends, while the other two are final.
    const end = (): void => {
      if (isEnded) return;
      isEnded = true;
      results.return().catch(() => response.destroy());
    };
    openConnections.add(end);
    const cancelExpiry = onExpiry(expiresAt, end);
    response.once('close', end);
    response.socket?.setNoDelay(true);
    metrics.subscriptionStarted('http');
    try {
      response.writeHead(200, { ...headers, 'content-type': framing.contentType, ...STREAM_HEADERS });
      await write(response, framing.opening);
      let next = nextOf(results);
      while (!isEnded) {
        const event = await orNullAfter(heartbeatMs, next);
        if (isEnded || response.destroyed) break;
        if (event?.done) {
          response.write(framing.ending);
          break;
        }
        if (event === null) {
          await write(response, framing.heartbeat);
          continue;
        }
        const { value } = event;
        await write(response, framing.result(format(value), idOf?.(value) ?? null));
        if (!isEnded) next = nextOf(results);
      }
      response.end();
    } catch (error) {
      // The headers are sent: the only way to report the error is to break the connection.
      response.destroy();
      throw error;
    } finally {
      // Also for a client that disconnected before the listener above was added.
      end();
      cancelExpiry();
      openConnections.remove(end);
      metrics.subscriptionEnded('http');
    }
  };
};
