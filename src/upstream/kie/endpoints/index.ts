import type { OperationName } from '../../../domain/operations/index.ts';
import type { NoteOddity } from '../../../domain/ports/provider.ts';
import type { ProviderApi, ProviderOperation } from '../api.ts';
import { type Dialect, dialects, meaningOf } from '../wire/dialects.ts';
import { callbackTaskId } from '../wire/envelope.ts';
import { addVocals } from './add-vocals.ts';
import { boostStyle } from './boost-style.ts';
import { convertToWav } from './convert-to-wav.ts';
import { createVideo } from './create-video.ts';
import { generateCover } from './generate-cover.ts';
import { generateLyrics } from './generate-lyrics.ts';
import { generatePersona } from './generate-persona.ts';
import { separateVocals } from './separate-vocals.ts';
import { timestampLyrics } from './timestamp-lyrics.ts';

/** Every operation has an endpoint of its own. */
interface Complete {
  readonly operations: { readonly [Name in OperationName]: ProviderOperation<Name> };
}

/** The API with an endpoint for each operation. */
export const createEndpointsApi = (dialect: Dialect, noteOddity: NoteOddity) =>
  ({
    name: 'endpoints',
    operations: {
      SEPARATE_VOCALS: separateVocals(noteOddity),
      ADD_VOCALS: addVocals(noteOddity),
      GENERATE_LYRICS: generateLyrics(noteOddity),
      TIMESTAMP_LYRICS: timestampLyrics(noteOddity),
      CONVERT_TO_WAV: convertToWav(noteOddity),
      CREATE_VIDEO: createVideo(noteOddity),
      GENERATE_COVER: generateCover(noteOddity),
      GENERATE_PERSONA: generatePersona(noteOddity),
      BOOST_STYLE: boostStyle(noteOddity),
    },
    meaningOf: (code) => meaningOf(dialect, code),
    creditsPath: dialects[dialect].creditsPath,
    callbackTaskId,
  }) satisfies ProviderApi & Complete;
