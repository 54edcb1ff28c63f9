import { STEM_KEYS } from '../../src/upstream/kie/wire/separation.ts';

/** A stem to be: the name the provider gives it, and the part of the song that it plays. */
export interface StemFile {
  readonly name: string;
  readonly part: string;
}

/** The twelve of `split_stem`. `Instrumental` is a sum of them, and `Piano` is in no callback. */
export const TWELVE_STEMS = STEM_KEYS.filter(({ group }) => group !== 'Instrumental' && group !== 'Piano');

/** Words in the ninety-odd names of the advanced type, and the group of the twelve that plays them here. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/backing|choir/i, 'Backing Vocals'],
  [/vocal|voice/i, 'Vocals'],
  [/drum|kick|snare|hat|cymbal|clap/i, 'Drums'],
  [/bass|808/i, 'Bass'],
  [/guitar|ukulele|banjo/i, 'Guitar'],
  [/piano|organ|keyboard|music box/i, 'Keyboard'],
  [/synth|arpegg|drone/i, 'Synth'],
  [/string|violin|viola|cello|harp/i, 'Strings'],
  [/brass|trumpet|trombone|horn|tuba/i, 'Brass'],
  [/wood|flute|clarinet|sax|oboe|didgeridoo/i, 'Woodwinds'],
  [/percussion|shaker|tambourine|taiko|conga|bongo/i, 'Percussion'],
];

/**
 * The stems that a separation yields: two that add up to the mix, those that the song has, or one and its complement.
 *
 * @param has Names of the song's own stems; the others of the twelve read as null, as the provider shows them.
 */
export const stemsOf = (type: string, has: readonly string[], wanted: string): readonly StemFile[] => {
  if (type === 'split_stem') {
    return STEM_KEYS.filter(({ group }) => has.includes(group)).map(({ group }) => ({ name: group, part: group }));
  }
  if (type === 'split_stem_advanced') {
    const part = FAMILIES.find(([words]) => words.test(wanted))?.[1] ?? 'FX';
    return [
      { name: wanted, part },
      { name: `No ${wanted}`, part: `No ${part}` },
    ];
  }
  return [
    { name: 'Vocals', part: 'Vocals' },
    { name: 'Instrumental', part: 'instrumental' },
  ];
};
