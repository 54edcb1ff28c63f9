import { OperationTypeNode } from 'graphql';
import type { RequestContext } from '../../resolvers/context.ts';
import { createLoaders, type Loaders } from '../../resolvers/loaders.ts';
import type { Caller } from './caller.ts';
import type { Services } from './services.ts';
import { createObserver } from './sources.ts';

/** What resolvers and guards get: the services, and who asks. */
export interface GraphQLContext extends RequestContext {
  readonly caller: Caller;
}

/**
 * A class, and small: a subscription holds one for hours. The loaders are made at their first use, as most requests need
 * none.
 */
class Context implements GraphQLContext {
  readonly caller: Caller;
  readonly #services: Services;
  #loaders: Loaders | null = null;

  constructor(caller: Caller, services: Services) {
    this.caller = caller;
    this.#services = services;
  }

  get viewer() {
    return this.caller.viewer;
  }
  get tasks() {
    return this.#services.tasks;
  }
  get account() {
    return this.#services.account;
  }
  get uploads() {
    return this.#services.uploads;
  }
  get clock() {
    return this.#services.clock;
  }
  get links() {
    return this.#services.links;
  }
  get loaders() {
    this.#loaders ??= createLoaders(this.viewer, this.tasks);
    return this.#loaders;
  }
}

/** Makes the context of a request. Only of queries it is noted what they were made of. */
export type CreateContext = (caller: Caller, kind: OperationTypeNode) => GraphQLContext;

export const createContextFactory = (services: Services): CreateContext => {
  const observe = createObserver(services);
  return (caller, kind) => {
    const isKept = kind === OperationTypeNode.QUERY && caller.sources !== null;
    return new Context(caller, isKept ? observe(caller.sources) : services);
  };
};
