import type { PipelinePlugin } from './caller.ts';
import type { Engine } from './engine.ts';

/** Puts our engine in place of Yoga's. */
export const useEngine = (engine: Engine): PipelinePlugin => ({
  onParse: ({ setParseFn }) => setParseFn(engine.parse),
  onValidate: ({ setValidationFn }) => setValidationFn(engine.validate),
  onExecute: ({ setExecuteFn }) => setExecuteFn(engine.execute),
  onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(engine.subscribe),
});
