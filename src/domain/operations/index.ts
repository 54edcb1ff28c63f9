import { type AddVocalsInput, addVocals } from './add-vocals.ts';
import type { Operation, TrackRef } from './operation.ts';
import { type SeparateVocalsInput, separateVocals } from './separate-vocals.ts';

/** The checked input of each operation, by its public name. */
export interface OperationInputs {
  readonly SEPARATE_VOCALS: SeparateVocalsInput;
  readonly ADD_VOCALS: AddVocalsInput;
}

export type OperationName = keyof OperationInputs;

/** Every operation that can be bought. */
export const operations: { readonly [Name in OperationName]: Operation<OperationInputs[Name]> } = {
  SEPARATE_VOCALS: separateVocals,
  ADD_VOCALS: addVocals,
};

export const OPERATION_NAMES = Object.keys(operations) as readonly OperationName[];

/** Every line that a price table can have. */
export const PRICE_NAMES = Object.values(operations).flatMap(({ priceNames }) => priceNames);

/** The track that a task works on, if any. */
export const sourceTrackOf = <Name extends OperationName>(task: {
  readonly operation: Name;
  readonly input: OperationInputs[Name];
}): TrackRef | null => operations[task.operation].sourceTrack(task.input);
