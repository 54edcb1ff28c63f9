import type { Plugin } from 'graphql-yoga';
import type { Logger } from '../../domain/ports/logger.ts';
import type { Formats } from './media-types.ts';

/** Who runs an operation, and from where: what a transport knows before it looks at the operation. */
export interface Caller {
  readonly viewer: string;
  /** Is in the extensions of masked errors. */
  readonly requestId: string;
  /** Adds the request id to each line. */
  readonly logger: Logger;
  /** False for a page of an origin that is not on the list: what it asks must not change anything. */
  readonly mayMutate: boolean;
  /** False for a client that takes one result and no stream of them. */
  readonly maySubscribe: boolean;
}

/** Of an operation that came over HTTP. */
export interface HttpCall extends Caller {
  /** Of a POST; null for a GET. */
  readonly body: Uint8Array | null;
  readonly formats: Formats;
}

/** A step of the pipeline. What only HTTP calls have is seen by hooks that only HTTP calls reach. */
export type PipelinePlugin = Plugin<Caller, HttpCall>;
