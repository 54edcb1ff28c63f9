import { type Subscription, subscribe } from './subscription.ts';
import type { WebSocketClient } from './web-socket.ts';

/** What one client saw of its task. */
export interface ClientRecord {
  /** The newest version that it has. */
  version: number;
  /** Messages whose version was not above the last one: steps back, and repetitions. */
  stepsBack: number;
  /** Versions that it never saw, because a newer one came first. */
  skipped: number;
  /** When it was told of the task's end, by `performance.now()`; null until then. */
  endedAt: number | null;
}

/** A client that comes back after each end of its connection, and resumes after the newest version that it has. */
export interface ResumingClient {
  readonly seen: ClientRecord;
  /** Drops its connection, as a network does. */
  cut(): void;
  stop(): void;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
const FINISHED = ['"status":"SUCCEEDED"', '"status":"FAILED"'] as const;

/**
 * @param subscription its document takes `$id` and `$afterVersion`, and selects `version` and `status`.
 */
export const createResumingClient = (subscription: Omit<Subscription, 'variables'>, id: string): ResumingClient => {
  const seen: ClientRecord = { version: 0, stepsBack: 0, skipped: 0, endedAt: null };
  let client: WebSocketClient | null = null;
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  let isStopped = false;

  const hear = (version: number, message: Buffer): void => {
    pauseMs = FIRST_PAUSE_MS;
    if (version <= seen.version) seen.stepsBack += 1;
    else {
      seen.skipped += version - seen.version - 1;
      seen.version = version;
    }
    if (FINISHED.some((text) => message.includes(text))) seen.endedAt ??= performance.now();
  };

  const open = (): void => {
    const variables = { id, afterVersion: seen.version };
    const current = subscribe(
      { ...subscription, variables },
      {
        onVersion: hear,
        onComplete: () => stop(),
        onEnd() {
          if (isStopped || client !== current) return;
          client = null;
          timer = setTimeout(open, pauseMs * (0.5 + Math.random()));
          pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        },
      },
    );
    client = current;
  };
  const stop = (): void => {
    isStopped = true;
    clearTimeout(timer);
    client?.close();
  };
  open();
  return { seen, cut: () => client?.cut(), stop };
};
