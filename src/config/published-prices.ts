/**
 * Credits as the provider publishes them, by the name of an operation or of a kind of separation (provider.md, 3.1
 * and 7.5). About MIDI the pages contradict each other, 0 or 5: the higher one, so that no budget is overdrawn.
 */
const PUBLISHED: Readonly<Record<string, number>> = {
  SEPARATE_VOCAL: 10,
  SPLIT_STEM: 50,
  SPLIT_STEM_ADVANCED: 20,
  ADD_VOCALS: 12,
  GENERATE_MUSIC: 12,
  EXTEND_MUSIC: 12,
  UPLOAD_AND_COVER: 12,
  UPLOAD_AND_EXTEND: 12,
  ADD_INSTRUMENTAL: 12,
  GENERATE_MASHUP: 12,
  REPLACE_SECTION: 5,
  GENERATE_SOUNDS: 2.5,
  GENERATE_LYRICS: 0.4,
  TIMESTAMP_LYRICS: 0.5,
  CONVERT_TO_WAV: 0.4,
  GENERATE_MIDI: 5,
  CREATE_VIDEO: 2,
  GENERATE_COVER: 0,
  GENERATE_PERSONA: 0,
  BOOST_STYLE: 0.4,
};

/** The published prices of what can be bought here. @param names the lines that a price table can have. */
export const publishedPrices = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries(Object.entries(PUBLISHED).filter(([name]) => names.includes(name)));
