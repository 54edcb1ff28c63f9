import type { NoteOddity } from '../../domain/ports/provider.ts';
import type { ProviderApi } from './api.ts';
import { createEndpointsApi } from './endpoints/index.ts';
import type { Dialect } from './wire/dialects.ts';

export interface KieApiOptions {
  /** Which of the provider's ways of calling it: an endpoint for each operation is the only one so far. */
  readonly style: 'endpoints';
  readonly dialect: Dialect;
  readonly noteOddity: NoteOddity;
}

/** An API of kie.ai, or of its sibling. */
export const createKieApi = ({ dialect, noteOddity }: KieApiOptions): ProviderApi =>
  createEndpointsApi(dialect, noteOddity);
