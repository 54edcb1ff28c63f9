import { createDeadline } from '../domain/deadline.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Logger } from '../domain/ports/logger.ts';
import type { CallbackVerifier } from '../domain/ports/provider.ts';
import type { TaskMetrics } from '../domain/ports/task-metrics.ts';
import type { CallbackHandler } from '../domain/tasks/callbacks/callback-handler.ts';
import type { CallbackOutcome } from '../domain/tasks/callbacks/callback-outcome.ts';
import type { CallbackTokens } from '../domain/tasks/callbacks/callback-tokens.ts';
import { StoreUnavailableError } from '../domain/tasks/errors.ts';
import { decodeBody } from './decode-body.ts';

/** The parts of a post to a callback URL that are needed. */
export interface CallbackPost {
  /** The last segment of the path, as it was sent. */
  readonly token: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** As it was sent; null where it was too large to be read. */
  readonly body: Buffer | null;
}

interface Answer {
  readonly status: 200 | 400 | 404 | 503;
}

/** Answers the provider's posts. */
export interface CallbackReceiver {
  /** Whether this gateway made the token. The body of a post with another token is not read. */
  accepts(token: string): boolean;
  /**
   * The HTTP status of the response: 200 after the content is durably stored; 404, as for an unknown path, for a post
   * without a valid token or signature; 400 for a body that names no task, where the token does not either; 503 while
   * the store cannot be written, or not in time, so that the provider tries again.
   */
  receive(post: CallbackPost): Promise<Answer>;
}

export interface CallbackReceiverDependencies {
  readonly tokens: CallbackTokens;
  readonly callbackHandler: CallbackHandler;
  readonly verifier: CallbackVerifier;
  /** A steady clock. */
  readonly clock: Clock;
  readonly metrics: TaskMetrics;
  readonly logger: Logger;
  /** For lines whose fields are ids and an outcome, of which none can hold a credential. */
  readonly outcomeLogger: Logger;
}

/** How long a callback may take to be stored, in milliseconds: the provider gives up after 5 s. */
const STORE_MS = 4_000;

/** Characters that a sender may percent-encode without changing the URL (RFC 3986, 2.3): all of a token's are. */
const normalToken = (token: string): string =>
  token.includes('%')
    ? token.replace(/%[\da-f]{2}/gi, (octet) => String.fromCharCode(Number.parseInt(octet.slice(1), 16)))
    : token;

export const createCallbackReceiver = (dependencies: CallbackReceiverDependencies): CallbackReceiver => {
  const { tokens, callbackHandler, verifier, clock, metrics, logger, outcomeLogger } = dependencies;

  /** Work that takes too long goes on, and is done once more by the repeat. */
  const inTime = createDeadline(clock, STORE_MS);
  const late = (): Error => new StoreUnavailableError(`The store has not taken it within ${STORE_MS} ms.`);

  const readToken = (token: string): string | null => tokens.read(normalToken(token));

  const log = (taskId: string, upstreamTaskId: string | null, outcome: CallbackOutcome): void => {
    const fields = { taskId, upstreamTaskId, outcome };
    // Another task under this token: the provider made an error, or charged one purchase twice.
    if (outcome === 'quarantined')
      outcomeLogger.error(fields, 'a callback names another task than its token belongs to');
    // The token is good, so the provider sent it: a key is wrong, or the form of the body is unknown.
    else if (outcome === 'unsigned' || outcome === 'unreadable')
      outcomeLogger.warn(fields, 'could not use a callback with a good token');
    // A purchase that is not in this store: perhaps it was restored from a copy, or copied without its log.
    else if (outcome === 'unknown')
      outcomeLogger.warn(fields, 'a callback has a good token, and its task is not in this store');
    else outcomeLogger.info(fields, 'callback');
  };

  /** Answers once the callback is stored. */
  const answer = async (
    taskId: string,
    upstreamTaskId: string | null,
    stored: Promise<CallbackOutcome>,
  ): Promise<Answer> => {
    try {
      const outcome = await inTime(stored, late);
      metrics.callback(outcome);
      log(taskId, upstreamTaskId, outcome);
      if (outcome === 'unreadable') return { status: verifier.wantsSignatures ? 404 : 400 };
      return { status: outcome === 'unknown' || outcome === 'unsigned' ? 404 : 200 };
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      metrics.callback('unstored');
      logger.error({ taskId, err: error }, 'a callback could not be stored');
      return { status: 503 };
    }
  };

  const take = (taskId: string, headers: CallbackPost['headers'], text: string | null): Promise<Answer> => {
    const body = text === null ? undefined : verifier.parse(text);
    const upstreamTaskId = verifier.taskIdOf(body);
    const isSigned = (id: string): boolean => verifier.isSigned(id, headers);
    return answer(taskId, upstreamTaskId, callbackHandler.handle(taskId, { upstreamTaskId, isSigned }, body));
  };

  return {
    accepts: (token) => readToken(token) !== null,

    // No async function, and none above: each would hold the post, the text and what is in it until all of it is stored.
    receive({ token, headers, body }) {
      const taskId = readToken(token);
      if (taskId === null) {
        metrics.callback('forged');
        return Promise.resolve({ status: 404 });
      }
      const text = body && decodeBody(body, headers['content-encoding']);
      return text instanceof Promise
        ? text.then((decoded) => take(taskId, headers, decoded))
        : take(taskId, headers, text);
    },
  };
};
