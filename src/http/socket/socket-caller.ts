import type { Logger } from '../../telemetry/logger.ts';
import type { Caller } from '../graphql/caller.ts';

/** The sender of a GraphQL request on a socket. A class, so that all of them share one getter. */
export class SocketCaller implements Caller {
  readonly viewer: string;
  readonly requestId: string;
  readonly traceparent: string | null;
  /** The upgrade handler rejects pages of foreign origins. */
  readonly mutations = 'allowed';
  readonly acceptsStreams = true;
  readonly sources = null;
  readonly #logger: Logger;

  constructor(viewer: string, requestId: string, traceparent: string | null, logger: Logger) {
    this.viewer = viewer;
    this.requestId = requestId;
    this.traceparent = traceparent;
    this.#logger = logger;
  }

  /** Created at each use: a subscription that is kept for hours hardly ever logs anything. */
  get logger(): Logger {
    return this.#logger.child({ requestId: this.requestId });
  }
}
