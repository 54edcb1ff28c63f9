import { envelop } from '@envelop/core/create';
import { useEngine } from '@envelop/core/plugins/use-engine';
import { useSchema } from '@envelop/core/plugins/use-schema';
import type { GraphQLSchema } from 'graphql';
import type { Engine } from './engine.ts';

/** A plugin of Envelop. */
type Plugin = ReturnType<typeof useSchema>;

/**
 * Envelop, the plugin system of GraphQL Yoga, runs the plugins: every transport parses, validates, executes and subscribes
 * through its functions, which are made once and not for each request (docs/decisions/091-envelop.md). Errors are not masked
 * here, for plugins do not know request ids: each transport calls `presentErrors` on what it sends.
 *
 * Around each execution and subscription Envelop makes some dozens of objects, for plugins to look at it. Without such a
 * plugin the engine does both by itself (docs/decisions/102-less-for-each-purchase.md).
 */
export const createEnveloped = (schema: GraphQLSchema, engine: Engine, plugins: readonly Plugin[] = []) => {
  const enveloped = envelop({ plugins: [useSchema(schema), useEngine(engine), ...plugins] })({});
  return plugins.length === 0 ? { ...enveloped, execute: engine.execute, subscribe: engine.subscribe } : enveloped;
};

export type Enveloped = ReturnType<typeof createEnveloped>;
