import type { Logger } from '../../domain/ports/logger.ts';
import type { HttpExchange } from '../exchange.ts';
import type { Caller, MutationAccess } from './caller.ts';
import type { Sources } from './sources.ts';

/** The sender of a GraphQL request over HTTP. A class for the reason that exchanges have one. */
export class HttpCaller implements Caller {
  readonly viewer: string;
  readonly requestId: string;
  readonly mutations: MutationAccess;
  readonly acceptsStreams: boolean;
  readonly traceparent = null;
  readonly sources: Sources;
  readonly #exchange: HttpExchange;

  constructor(
    exchange: HttpExchange,
    viewer: string,
    mutations: MutationAccess,
    acceptsStreams: boolean,
    sources: Sources,
  ) {
    this.viewer = viewer;
    this.requestId = exchange.requestId;
    this.mutations = mutations;
    this.acceptsStreams = acceptsStreams;
    this.sources = sources;
    this.#exchange = exchange;
  }

  get logger(): Logger {
    return this.#exchange.logger;
  }
}
