import type { OperationInputs, OperationName } from '../../../domain/operations/index.ts';
import type { NoteOddity } from '../../../domain/ports/provider.ts';
import type { ProviderOperation, ResultReader } from '../api.ts';
import type { CodeMeaning } from '../wire/dialects.ts';
import { createTaskReader, type Family } from './family.ts';

/** An operation at an endpoint of its own: a task of some family, or a result that is in the answer. */
export type Endpoint<Name extends OperationName> = {
  readonly createPath: string;
  /** @throws if the input has no form in the provider's API. */
  toRequest(input: OperationInputs[Name], callbackUrl: string): object;
  /** Codes that mean something else in answer to a purchase of this operation. */
  readonly meanings?: Readonly<Partial<Record<CodeMeaning, 'exists'>>>;
} & ({ readonly family: Family } | ResultReader);

/** Makes an operation of an endpoint, with the function that notes oddities. */
export const defineEndpoint =
  <Name extends OperationName>(endpoint: Endpoint<Name>) =>
  (noteOddity: NoteOddity): ProviderOperation<Name> =>
    'family' in endpoint ? { ...endpoint, ...createTaskReader(endpoint.family, noteOddity) } : endpoint;
