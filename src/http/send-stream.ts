import type { ServerResponse } from 'node:http';
import type { DoorMetrics } from '../telemetry/metrics.ts';
import { onExpiry } from './auth/on-expiry.ts';
import type { OpenConnections } from './open-connections.ts';

/** Sends a body that may never end; resolves when it has, whoever ended it. */
export type SendStream = (
  response: ServerResponse,
  body: ReadableStream<Uint8Array>,
  /** When the viewer's credentials end, and with them the stream. Epoch milliseconds. */
  expiresAt: number | null,
) => Promise<void>;

export interface SendStreamOptions {
  readonly openConnections: OpenConnections;
  readonly metrics: DoorMetrics;
  /** For how long a client may take nothing of what it was sent. */
  readonly stuckMs: number;
}

/** Resolves when the client took what it was sent, or went away; a client that takes nothing is cut off. */
const flushed = (response: ServerResponse, stuckMs: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => response.destroy(), stuckMs);
    const done = (): void => {
      clearTimeout(timer);
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
  });

export const createSendStream =
  ({ openConnections, metrics, stuckMs }: SendStreamOptions): SendStream =>
  async (response, body, expiresAt) => {
    const reader = body.getReader();
    // Cancelling makes the loop below see the end. Nothing is said to the client: a stream that just ends is one that a
    // client takes up again, while an error, or a "complete", would be the last word.
    const end = (): void => {
      reader.cancel().catch(() => response.destroy());
    };
    const unregister = openConnections.register(end);
    const cancelExpiry = onExpiry(expiresAt, end);
    response.once('close', end);
    response.socket?.setNoDelay(true);
    metrics.subscriptionStarted('http');
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done || response.destroyed) break;
        if (!response.write(value) && !response.destroyed) await flushed(response, stuckMs);
      }
      response.end();
    } catch (error) {
      // The head was sent: the only way left to say that something went wrong is to break off.
      response.destroy();
      throw error;
    } finally {
      // Also for a client that went away before we listened for that.
      end();
      cancelExpiry();
      unregister();
      metrics.subscriptionEnded('http');
    }
  };
