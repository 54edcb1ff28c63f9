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
import type { Operation } from './operation.ts';
import { replaceSection } from './replace-section.ts';
import { separation } from './separation.ts';
import { timestampLyrics } from './timestamp-lyrics.ts';
import { uploadAndCover } from './upload-and-cover.ts';
import { uploadAndExtend } from './upload-and-extend.ts';

/** Everything the mock sells. A new operation is a file of its own and a line here. */
export const operations: readonly Operation[] = [
  separation,
  addVocals,
  generateMusic,
  extendMusic,
  uploadAndCover,
  uploadAndExtend,
  addInstrumental,
  generateMashup,
  replaceSection,
  generateSounds,
  generateLyrics,
  timestampLyrics,
  convertToWav,
  createVideo,
  generateCover,
  generateMidi,
  generatePersona,
  boostStyle,
];

export const operationNames: readonly string[] = operations.map(({ name }) => name);

export const operationOf = (name: string): Operation => {
  const operation = operations.find((candidate) => candidate.name === name);
  if (!operation) throw new RangeError(`no operation is named "${name}"; there are ${operationNames.join(', ')}`);
  return operation;
};

/** Credits by name of price, over all operations. */
export const listPrices: Readonly<Record<string, number>> = Object.assign(
  {},
  ...operations.map(({ prices }) => prices),
);
