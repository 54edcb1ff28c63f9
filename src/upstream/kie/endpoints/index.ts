import type { NoteOddity } from '../../../domain/ports/provider.ts';
import type { ProviderApi } from '../api.ts';
import { type Dialect, dialects, meaningOf } from '../wire/dialects.ts';
import { callbackTaskId } from '../wire/envelope.ts';
import { addVocals } from './add-vocals.ts';
import { separateVocals } from './separate-vocals.ts';

/** The API with an endpoint for each operation. */
export const createEndpointsApi = (dialect: Dialect, noteOddity: NoteOddity) =>
  ({
    name: 'endpoints',
    operations: {
      SEPARATE_VOCALS: separateVocals(noteOddity),
      ADD_VOCALS: addVocals(noteOddity),
    },
    meaningOf: (code) => meaningOf(dialect, code),
    creditsPath: dialects[dialect].creditsPath,
    callbackTaskId,
  }) satisfies ProviderApi;
