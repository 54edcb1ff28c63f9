import type { Clock } from '../domain/ports/clock.ts';
import type { Logger } from '../domain/ports/logger.ts';
import type { TaskMetrics } from '../domain/ports/task-metrics.ts';
import type { Listener } from '../domain/tasks/callbacks/callback-handler.ts';
import type { Unheard, Verdict } from '../domain/tasks/callbacks/callback-outcome.ts';
import type { CallbackTokens } from '../domain/tasks/callbacks/callback-tokens.ts';
import { StoreUnavailableError } from '../domain/tasks/errors.ts';
import {
  type Dialect,
  isSignedBy,
  readCallbackReport,
  readCallbackTaskId,
  SIGNATURE_HEADER,
  TIMESTAMP_HEADER,
} from '../upstream/kie/callback.ts';

/** A post to a callback URL, as far as it matters. */
export interface CallbackPost {
  /** The last segment of the path. */
  readonly token: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Answers the provider's posts. */
export interface CallbackReceiver {
  /**
   * The HTTP status to answer with: 200 once what the post says is durably stored; 404 for one that does not prove
   * where it comes from, which is what any unknown path answers; 400 for a body that names no task; 503 while the
   * store takes nothing, so that the provider tries again.
   */
  receive(post: CallbackPost): Promise<{ readonly status: 200 | 400 | 404 | 503 }>;
}

export interface CallbackReceiverDependencies {
  readonly tokens: CallbackTokens;
  readonly listener: Listener;
  readonly dialect: Dialect;
  /** When set, posts must be signed with it. */
  readonly hmacKey: string | null;
  readonly clock: Clock;
  readonly metrics: TaskMetrics;
  readonly logger: Logger;
}

const parse = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    // Not JSON: a body without a task id, and answered as such.
    return null;
  }
};

const one = (value: string | readonly string[] | undefined): string => (typeof value === 'string' ? value : '');

export const createCallbackReceiver = (dependencies: CallbackReceiverDependencies): CallbackReceiver => {
  const { tokens, listener, dialect, hmacKey, clock, metrics, logger } = dependencies;

  const isSigned = (upstreamTaskId: string, headers: CallbackPost['headers']): boolean => {
    if (hmacKey === null) return true;
    const signature = { timestamp: one(headers[TIMESTAMP_HEADER]), signature: one(headers[SIGNATURE_HEADER]) };
    return isSignedBy(hmacKey, upstreamTaskId, signature, clock.now());
  };

  const log = (taskId: string, upstreamTaskId: string, verdict: Verdict): void => {
    const fields = { taskId, upstreamTaskId, verdict };
    // Another task under our token: the provider mixed something up, or billed one purchase twice.
    if (verdict === 'quarantined') logger.error(fields, 'a callback names another task than its token belongs to');
    else logger.info(fields, 'callback');
  };

  return {
    async receive({ token, headers, body }) {
      const taskId = tokens.read(token);
      const refuse = (verdict: Unheard, status: 400 | 404) => {
        metrics.callback(verdict);
        // With a good token it is most likely the provider: then a key is wrong, or its spelling is news to us.
        if (taskId !== null) logger.warn({ taskId, verdict }, 'a callback with a good token was refused');
        return { status };
      };
      if (taskId === null) return refuse('forged', 404);
      const parsed = parse(body);
      const upstreamTaskId = readCallbackTaskId(parsed);
      // Before the signature, which cannot be checked without it; and only for those who have a good token.
      if (upstreamTaskId === null) return refuse('unreadable', hmacKey === null ? 400 : 404);
      if (!isSigned(upstreamTaskId, headers)) return refuse('unsigned', 404);
      try {
        const verdict = await listener.hear(taskId, {
          upstreamTaskId,
          report: (operation) => readCallbackReport(operation, parsed, dialect),
        });
        metrics.callback(verdict);
        log(taskId, upstreamTaskId, verdict);
        return { status: verdict === 'unknown' ? 404 : 200 };
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
        metrics.callback('unstored');
        logger.error({ taskId, err: error }, 'a callback could not be stored');
        return { status: 503 };
      }
    },
  };
};
