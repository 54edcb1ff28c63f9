import type { Logger } from '../domain/ports/logger.ts';
import type { CallbackVerifier } from '../domain/ports/provider.ts';
import type { TaskMetrics } from '../domain/ports/task-metrics.ts';
import type { CallbackHandler } from '../domain/tasks/callbacks/callback-handler.ts';
import type { CallbackOutcome } from '../domain/tasks/callbacks/callback-outcome.ts';
import type { CallbackTokens } from '../domain/tasks/callbacks/callback-tokens.ts';
import { StoreUnavailableError } from '../domain/tasks/errors.ts';

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
  /** Whether this gateway made the token; the body of a post with another token is not worth reading. */
  accepts(token: string): boolean;
  /**
   * The HTTP status to answer with: 200 once what the post says is durably stored; 404 for one that does not prove
   * where it comes from, which is what any unknown path answers; 400 for a body that names no task; 503 while the
   * store takes nothing, so that the provider tries again.
   */
  receive(post: CallbackPost): Promise<{ readonly status: 200 | 400 | 404 | 503 }>;
}

export interface CallbackReceiverDependencies {
  readonly tokens: CallbackTokens;
  readonly callbackHandler: CallbackHandler;
  readonly verifier: CallbackVerifier;
  readonly metrics: TaskMetrics;
  readonly logger: Logger;
}

export const createCallbackReceiver = (dependencies: CallbackReceiverDependencies): CallbackReceiver => {
  const { tokens, callbackHandler, verifier, metrics, logger } = dependencies;

  const log = (taskId: string, upstreamTaskId: string, outcome: CallbackOutcome): void => {
    const fields = { taskId, upstreamTaskId, outcome };
    // Another task under our token: the provider mixed something up, or billed one purchase twice.
    if (outcome === 'quarantined') logger.error(fields, 'a callback names another task than its token belongs to');
    else logger.info(fields, 'callback');
  };

  return {
    accepts: (token) => tokens.read(token) !== null,

    async receive({ token, headers, body }) {
      const taskId = tokens.read(token);
      const reject = (outcome: CallbackOutcome, status: 400 | 404) => {
        metrics.callback(outcome);
        // A good token means that the provider sent it: then a key is wrong, or the form of the body is unknown.
        if (taskId !== null) logger.warn({ taskId, outcome }, 'rejected a callback with a good token');
        return { status };
      };
      if (taskId === null) return reject('forged', 404);
      const parsed = verifier.parse(body);
      const upstreamTaskId = verifier.taskIdOf(parsed);
      // Before the signature, which cannot be checked without it; and only for those who have a good token.
      if (upstreamTaskId === null) return reject('unreadable', verifier.wantsSignatures ? 404 : 400);
      if (!verifier.isSigned(upstreamTaskId, headers)) return reject('unsigned', 404);
      try {
        const outcome = await callbackHandler.handle(taskId, {
          upstreamTaskId,
          body: parsed,
        });
        metrics.callback(outcome);
        log(taskId, upstreamTaskId, outcome);
        return { status: outcome === 'unknown' ? 404 : 200 };
      } catch (error) {
        if (!(error instanceof StoreUnavailableError)) throw error;
        metrics.callback('unstored');
        logger.error({ taskId, err: error }, 'a callback could not be stored');
        return { status: 503 };
      }
    },
  };
};
