import type { Plugin } from 'graphql-yoga';
import type { Engine } from './engine.ts';

/** Replaces Yoga's functions of GraphQL by the gateway's own. */
export const useEngine = (engine: Engine): Plugin => ({
  onParse: ({ setParseFn }) => setParseFn(engine.parse),
  onValidate: ({ setValidationFn }) => setValidationFn(engine.validate),
  onExecute: ({ setExecuteFn }) => setExecuteFn(engine.execute),
  onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(engine.subscribe),
});
