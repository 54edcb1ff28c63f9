import type { Credits } from '../domain/account.ts';
import type { OperationName } from '../domain/operations/index.ts';
import type { SeparationType } from '../domain/operations/separate-vocals.ts';
import type { RequestContext } from './context.ts';

/** @throws UpstreamUnavailableError */
export const readCredits = ({ account }: RequestContext): Promise<Credits> => account.credits();

/** The price of an operation in credits; null where the price table has none. */
export const quote = (
  operation: OperationName,
  separationType: SeparationType | null,
  { account }: RequestContext,
): number | null => account.quote(operation, separationType);
