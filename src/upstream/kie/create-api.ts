import type { OperationName } from '../../domain/operations/index.ts';
import type { NoteOddity } from '../../domain/ports/provider.ts';
import type { ProviderApi } from './api.ts';
import { createEndpointsApi } from './endpoints/index.ts';
import { createJobsApi } from './jobs/index.ts';
import type { Dialect } from './wire/dialects.ts';

/** Which of the provider's ways of calling it: an endpoint for each operation, or jobs (kie.ai only). */
type KieApiStyle =
  | { readonly style: 'endpoints' }
  | {
      readonly style: 'jobs';
      /** The operations that are bought there. Others are only read there, if they were bought there before. */
      readonly buys: readonly OperationName[];
    };

export type KieApiOptions = KieApiStyle & {
  readonly dialect: Dialect;
  readonly noteOddity: NoteOddity;
};

/** An API of kie.ai, or of its sibling. */
export const createKieApi = (options: KieApiOptions): ProviderApi => {
  const { dialect, noteOddity } = options;
  const endpoints = createEndpointsApi(dialect, noteOddity);
  return options.style === 'endpoints' ? endpoints : createJobsApi(endpoints, options.buys, noteOddity);
};
