import { STEM_KEYS } from '../../src/upstream/kie/wire/separation.ts';
import { groupOf } from './stem-names.ts';

/** A stem as a separation names it, and the part of the song that it plays. */
export interface StemFile {
  readonly name: string;
  readonly part: string;
}

/** The twelve of `split_stem`. `Instrumental` is a sum of them, and `Piano` is in no callback. */
export const TWELVE_STEMS = STEM_KEYS.filter(({ group }) => group !== 'Instrumental' && group !== 'Piano');

/**
 * The stems that a separation yields: two that add up to the source, all twelve, or one and its complement. Those that
 * the source does not have are there as well, and silent, as seen at the provider.
 */
export const stemsOf = (type: string, stemName: string): readonly StemFile[] => {
  if (type === 'split_stem') return TWELVE_STEMS.map(({ group }) => ({ name: group, part: group }));
  if (type === 'split_stem_advanced') {
    const part = groupOf(stemName);
    return [
      { name: stemName, part },
      { name: `No ${stemName}`, part: `No ${part}` },
    ];
  }
  return [
    { name: 'Vocals', part: 'voices' },
    { name: 'Instrumental', part: 'instrumental' },
  ];
};
