import type { OperationName } from '../../../domain/operations/index.ts';
import type { NoteOddity } from '../../../domain/ports/provider.ts';
import type { ProviderApi, ProviderOperation } from '../api.ts';
import { addInstrumental } from './add-instrumental.ts';
import { addVocals } from './add-vocals.ts';
import { boostStyle } from './boost-style.ts';
import { convertToWav } from './convert-to-wav.ts';
import { createVideo } from './create-video.ts';
import { extendMusic } from './extend-music.ts';
import { generateCover } from './generate-cover.ts';
import { generateLyrics } from './generate-lyrics.ts';
import { generateMusic } from './generate-music.ts';
import { generatePersona } from './generate-persona.ts';
import { generateSounds } from './generate-sounds.ts';
import type { JobOperation } from './job.ts';
import { replaceSection } from './replace-section.ts';
import { timestampLyrics } from './timestamp-lyrics.ts';
import { uploadAndCover } from './upload-and-cover.ts';
import { uploadAndExtend } from './upload-and-extend.ts';

type Operations = { readonly [Name in JobOperation]: ProviderOperation<Name> };

/** Texts about a field of the request: other models answer them with the code 500 (provider.md, 6.1). */
const ABOUT_INPUT = /\bfield is required\b|\bnot within\b.*\ballowed options\b/i;

/**
 * The unified jobs API. Separation, MIDI and mashups are not bought here: their results there are not documented.
 *
 * @param endpoints how the operations are read at endpoints of their own, which callbacks of jobs may look like.
 * @param buys the operations that are bought here now.
 */
export const createJobsApi = (
  { operations: at, ...endpoints }: ProviderApi & { readonly operations: Operations },
  buys: readonly OperationName[],
  noteOddity: NoteOddity,
) =>
  ({
    ...endpoints,
    name: 'jobs',
    operations: {
      GENERATE_MUSIC: generateMusic(at.GENERATE_MUSIC, noteOddity),
      EXTEND_MUSIC: extendMusic(at.EXTEND_MUSIC, noteOddity),
      UPLOAD_AND_COVER: uploadAndCover(at.UPLOAD_AND_COVER, noteOddity),
      UPLOAD_AND_EXTEND: uploadAndExtend(at.UPLOAD_AND_EXTEND, noteOddity),
      ADD_VOCALS: addVocals(at.ADD_VOCALS, noteOddity),
      ADD_INSTRUMENTAL: addInstrumental(at.ADD_INSTRUMENTAL, noteOddity),
      REPLACE_SECTION: replaceSection(at.REPLACE_SECTION, noteOddity),
      GENERATE_SOUNDS: generateSounds(at.GENERATE_SOUNDS, noteOddity),
      GENERATE_LYRICS: generateLyrics(at.GENERATE_LYRICS, noteOddity),
      TIMESTAMP_LYRICS: timestampLyrics(at.TIMESTAMP_LYRICS, noteOddity),
      CONVERT_TO_WAV: convertToWav(at.CONVERT_TO_WAV, noteOddity),
      CREATE_VIDEO: createVideo(at.CREATE_VIDEO, noteOddity),
      GENERATE_COVER: generateCover(at.GENERATE_COVER, noteOddity),
      GENERATE_PERSONA: generatePersona(at.GENERATE_PERSONA, noteOddity),
      BOOST_STYLE: boostStyle(at.BOOST_STYLE, noteOddity),
    },
    sells: (operation) => buys.includes(operation),
    meaningOf: (code, words) => (code === 500 && ABOUT_INPUT.test(words ?? '') ? 'invalid' : endpoints.meaningOf(code)),
  }) satisfies ProviderApi & { readonly operations: Operations };
