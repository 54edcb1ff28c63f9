import type { OperationInputs, OperationName } from '../../../domain/operations/index.ts';
import type { ProviderRecord } from '../../../domain/ports/provider.ts';
import type { Report } from '../../../domain/tasks/lifecycle/transition.ts';
import type { Dialect } from '../wire/dialects.ts';

/** How the provider spells one operation: what is sent to buy it, and how its callbacks and records are read. */
export interface KieOperation<Name extends OperationName> {
  readonly createPath: string;
  /** Read with `?taskId=`. */
  readonly recordPath: string;
  toRequest(input: OperationInputs[Name], callbackUrl: string): object;
  /** Never throws: a body that makes no sense is a report that tells nothing. */
  readCallback(body: unknown, dialect: Dialect): Report;
  /** @param data the envelope's `data`, which is not null. */
  readRecord(data: unknown, dialect: Dialect): ProviderRecord;
}
