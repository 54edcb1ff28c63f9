import type { Logger } from '../../domain/ports/logger.ts';
import type { Sources } from './sources.ts';

/** Whether a mutation may run: always, not for a GET request, or not for a web page of a foreign origin. */
export type MutationAccess = 'allowed' | 'post-only' | 'foreign-origin';

/** The sender of a GraphQL request, as far as a transport knows it before it reads the document. */
export interface Caller {
  readonly viewer: string;
  /** Is in the extensions of masked errors. */
  readonly requestId: string;
  /** Adds the request id to each line. */
  readonly logger: Logger;
  readonly mutations: MutationAccess;
  /** False for an HTTP client that does not accept streams. */
  readonly acceptsStreams: boolean;
  /** What a client on a socket says about its trace; null over HTTP, where that is in a header. */
  readonly traceparent: string | null;
  /** Gets what the answer was made of; null where nothing is kept of answers. */
  readonly sources: Sources | null;
}
