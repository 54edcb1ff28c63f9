import { envelop } from '@envelop/core/create';
import { useEngine } from '@envelop/core/plugins/use-engine';
import { useSchema } from '@envelop/core/plugins/use-schema';
import type { GraphQLSchema } from 'graphql';
import type { Engine } from './engine.ts';

/**
 * Envelop, the plugin system of GraphQL Yoga, runs the plugins: every transport parses, validates, executes and subscribes
 * through its functions, which are made once and not for each request (docs/decisions/091-envelop.md). Errors are not masked
 * here, for plugins do not know request ids: each transport calls `presentErrors` on what it sends.
 */
export const createEnveloped = (schema: GraphQLSchema, engine: Engine) =>
  envelop({ plugins: [useSchema(schema), useEngine(engine)] })({});

export type Enveloped = ReturnType<typeof createEnveloped>;
