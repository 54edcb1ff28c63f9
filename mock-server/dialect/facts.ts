import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import type { SEPARATION_CONTAINERS } from '../../src/upstream/kie/wire/separation.ts';

/** What the brands do differently, beside codes and paths. Sources: docs.kie.ai and docs.sunoapi.org, callback pages. */
export interface DialectFacts {
  /** The container of stems that the brand's own pages show in callbacks. */
  readonly separationContainer: (typeof SEPARATION_CONTAINERS)[number];
  /** `msg` of a finished separation's callback. */
  readonly separationDone: string;
  /** Whether callbacks can be signed. */
  readonly signsCallbacks: boolean;
}

export const dialectFacts: Readonly<Record<Dialect, DialectFacts>> = {
  kie: {
    separationContainer: 'vocal_separation_info',
    separationDone: 'vocal separation generated successfully.',
    signsCallbacks: true,
  },
  sunoapi: {
    separationContainer: 'vocal_removal_info',
    separationDone: 'vocal Removal generated successfully.',
    signsCallbacks: false,
  },
};
