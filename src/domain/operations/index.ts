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
import { type Operation, type SourceFault, type SourceRef, type SourceTask, sourceKey } from './operation.ts';
import { replaceSection } from './replace-section.ts';
import { separateVocals } from './separate-vocals.ts';
import { timestampLyrics } from './timestamp-lyrics.ts';
import { uploadAndCover } from './upload-and-cover.ts';
import { uploadAndExtend } from './upload-and-extend.ts';

/** Every operation that can be bought, by its public name. */
const registry = {
  SEPARATE_VOCALS: separateVocals,
  ADD_VOCALS: addVocals,
  GENERATE_LYRICS: generateLyrics,
  TIMESTAMP_LYRICS: timestampLyrics,
  GENERATE_MUSIC: generateMusic,
  EXTEND_MUSIC: extendMusic,
  UPLOAD_AND_COVER: uploadAndCover,
  UPLOAD_AND_EXTEND: uploadAndExtend,
  ADD_INSTRUMENTAL: addInstrumental,
  GENERATE_MASHUP: generateMashup,
  REPLACE_SECTION: replaceSection,
  GENERATE_SOUNDS: generateSounds,
  CONVERT_TO_WAV: convertToWav,
  CREATE_VIDEO: createVideo,
  GENERATE_COVER: generateCover,
  GENERATE_PERSONA: generatePersona,
  BOOST_STYLE: boostStyle,
  GENERATE_MIDI: generateMidi,
};

export type OperationName = keyof typeof registry;

/** The validated input of each operation, as it is stored. */
export type OperationInputs = {
  readonly [Name in OperationName]: (typeof registry)[Name] extends Operation<infer Input, infer _> ? Input : never;
};

/** The input of each operation, as a caller may give it. */
export type OperationRequests = {
  readonly [Name in OperationName]: (typeof registry)[Name] extends Operation<infer _, infer Request> ? Request : never;
};

export const operations: {
  readonly [Name in OperationName]: Operation<OperationInputs[Name], OperationRequests[Name]>;
} = registry;

/** Every name of a model that the provider publishes for any operation. */
export const PUBLISHED_MODELS = [...new Set(Object.values(operations).flatMap(({ models }) => models))];

export const OPERATION_NAMES = Object.keys(operations) as readonly OperationName[];

/** Every line that a price table can have. */
export const PRICE_NAMES = Object.values(operations).flatMap(({ priceNames }) => priceNames);

/**
 * The line of the price table for an operation that is not described yet.
 *
 * @param variant the name of one of its lines; one of another operation counts as none.
 */
export const quotedPriceName = (name: OperationName, variant: string | null): string => {
  const [byDefault, ...others] = operations[name].priceNames;
  return others.find((line) => line === variant) ?? byDefault;
};

/** Credits by price name (`Operation.priceName`). */
export type Prices = Readonly<Record<string, number>>;

interface Bought<Name extends OperationName> {
  readonly operation: Name;
  readonly input: OperationInputs[Name];
}

/** What a task works on, if anything. */
export const sourceOf = <Name extends OperationName>({ operation, input }: Bought<Name>): SourceRef | null =>
  operations[operation].source(input);

/** The same as one string (`sourceKey`). */
export const sourceKeyOf = <Name extends OperationName>(bought: Bought<Name>): string | null => {
  const source = sourceOf(bought);
  return source && sourceKey(source);
};

/** What is wrong with the task that made the source (`Operation.sourceFault`); null for nothing. */
export const sourceFaultOf = <Name extends OperationName>(
  { operation, input }: Bought<Name>,
  source: SourceTask,
): SourceFault | null => operations[operation].sourceFault?.(input, source) ?? null;

/** The key under which a later request finds this one; two operations never share one. */
export const reuseKeyOf = <Name extends OperationName>({ operation, input }: Bought<Name>): string | null => {
  const key = operations[operation].reuseKey(input);
  return key === null ? null : `${operation} ${key}`;
};
