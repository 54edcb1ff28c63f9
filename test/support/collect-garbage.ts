import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

const collect: () => void = runInNewContext('gc');

/** Collects all garbage, also that of which a promise or a finalizer lets go only now. */
export const collectGarbage = async (): Promise<void> => {
  for (let i = 0; i < 3; i += 1) {
    await new Promise(setImmediate);
    collect();
  }
};
