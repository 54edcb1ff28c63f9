import type { OperationName } from '../../../domain/operations/index.ts';
import type { NoteOddity } from '../../../domain/ports/provider.ts';
import type { ProviderApi, ProviderOperation } from '../api.ts';
import { type Dialect, dialects, meaningOf } from '../wire/dialects.ts';
import { callbackTaskId } from '../wire/envelope.ts';
import { addInstrumental } from './add-instrumental.ts';
import { addVocals } from './add-vocals.ts';
import { boostStyle } from './boost-style.ts';
import { convertToWav } from './convert-to-wav.ts';
import { createVideo } from './create-video.ts';
import { extendMusic } from './extend-music.ts';
import { generateCover } from './generate-cover.ts';
import { generateLyrics } from './generate-lyrics.ts';
import { generateMashup } from './generate-mashup.ts';
import { generateMidi } from './generate-midi.ts';
import { generateMusic } from './generate-music.ts';
import { generatePersona } from './generate-persona.ts';
import { generateSounds } from './generate-sounds.ts';
import { replaceSection } from './replace-section.ts';
import { separateVocals } from './separate-vocals.ts';
import { timestampLyrics } from './timestamp-lyrics.ts';
import { uploadAndCover } from './upload-and-cover.ts';
import { uploadAndExtend } from './upload-and-extend.ts';

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
      GENERATE_MUSIC: generateMusic(noteOddity),
      EXTEND_MUSIC: extendMusic(noteOddity),
      UPLOAD_AND_COVER: uploadAndCover(noteOddity),
      UPLOAD_AND_EXTEND: uploadAndExtend(noteOddity),
      ADD_INSTRUMENTAL: addInstrumental(noteOddity),
      GENERATE_MASHUP: generateMashup(noteOddity),
      REPLACE_SECTION: replaceSection(noteOddity),
      GENERATE_SOUNDS: generateSounds(noteOddity),
      CONVERT_TO_WAV: convertToWav(noteOddity),
      CREATE_VIDEO: createVideo(noteOddity),
      GENERATE_COVER: generateCover(noteOddity),
      GENERATE_PERSONA: generatePersona(noteOddity),
      BOOST_STYLE: boostStyle(noteOddity),
      GENERATE_MIDI: generateMidi(noteOddity),
    },
    sells: () => true,
    meaningOf: (code) => meaningOf(dialect, code),
    creditsPath: dialects[dialect].creditsPath,
    callbackTaskId,
  }) satisfies ProviderApi & Complete;
