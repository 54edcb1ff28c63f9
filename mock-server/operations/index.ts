import { addVocals } from './add-vocals.ts';
import type { Operation, SyncOperation } from './operation.ts';
import { separation } from './separation.ts';

/** Everything that the mock sells as a task. A new operation is a file of its own and a line here. */
export const operations: readonly Operation[] = [separation, addVocals];

/** Everything that the mock sells and answers at once. A new operation is a file of its own and a line here. */
export const syncOperations: readonly SyncOperation[] = [];

export const taskOperationNames: readonly string[] = operations.map(({ name }) => name);
export const operationNames: readonly string[] = [...operations, ...syncOperations].map(({ name }) => name);

/**
 * The operation that sold a task.
 *
 * @throws RangeError for a name that is none
 */
export const operationOf = (name: string): Operation => {
  const operation = operations.find((candidate) => candidate.name === name);
  if (!operation) throw new RangeError(`no operation is named "${name}"; there are ${taskOperationNames.join(', ')}`);
  return operation;
};

/** Credits by name of price, over all operations. */
export const listPrices: Readonly<Record<string, number>> = Object.assign(
  {},
  ...[...operations, ...syncOperations].map(({ prices }) => prices),
);
