import type { OperationName } from '../../../domain/operations/index.ts';
import { addVocals } from './add-vocals.ts';
import type { KieOperation } from './operation.ts';
import { separateVocals } from './separate-vocals.ts';

/** How the provider spells each operation. */
export const kieOperations: { readonly [Name in OperationName]: KieOperation<Name> } = {
  SEPARATE_VOCALS: separateVocals,
  ADD_VOCALS: addVocals,
};
