import type { STEM_KEYS } from '../../src/upstream/kie/wire/separation.ts';

type Group = Exclude<(typeof STEM_KEYS)[number]['group'], 'Instrumental' | 'Piano'>;

/**
 * The 98 names that `stemName` can have, by the one of the twelve stems that plays them here. Forty of them are named
 * on docs.kie.ai, "Vocal & Instrument Stem Separation"; the whole list is published by resellers of the same models.
 */
const NAMES: Readonly<Record<Group, readonly string[]>> = {
  Vocals: ['Lead Vocal'],
  'Backing Vocals': ['Backing Vocals', 'Choir'],
  Drums: ['Drum Kit', 'Electronic Drum Kit', 'Kick', 'Snare', 'Hi-Hat', 'Cymbals', 'Hand Clap'],
  Bass: ['Bass', 'Upright Bass', 'Electric Bass', 'Double Bass', 'Bass Guitar', 'Synth Bass', '808'],
  Guitar: [
    'Guitar',
    'Acoustic Guitar',
    'Electric Guitar',
    'Lead Guitar',
    'Lead Electric Guitar',
    'Rhythm Electric Guitar',
    'Distorted Electric Guitar',
    'Rhythm Acoustic Guitar',
    'Pedal Steel Guitar',
    'Lap Steel Guitar',
    'Mandolin',
    'Banjo',
    'Ukulele',
    'Sitar',
    'Koto',
  ],
  Keyboard: [
    'Piano',
    'Electric Piano',
    'Digital Piano',
    'Rhodes',
    'Organ',
    'Keyboards',
    'Harpsichord',
    'Accordion',
    'Celesta',
    'Music Box',
  ],
  Percussion: [
    'Percussion',
    'Tambourine',
    'Shaker',
    'Congas',
    'Bongos',
    'Cowbell',
    'Steel Drums',
    'Tabla',
    'Djembe',
    'Taiko',
    'Timpani',
    'Bells',
    'Glockenspiel',
    'Marimba',
    'Vibraphone',
    'Xylophone',
  ],
  Strings: ['String Section', 'Orchestra', 'Violin', 'Viola', 'Cello', 'Fiddle', 'Harp'],
  Synth: [
    'Synth',
    'Synth Pad',
    'Synth Keys',
    'Synth Strings',
    'Synth Lead',
    'Synth Voice',
    'Synth Brass',
    'Arpeggiator',
    'Drone',
    'Theremin',
  ],
  FX: ['Sound Effects', 'Risers'],
  Brass: ['Brass Section', 'Horns', 'Trumpet', 'Trombone', 'French Horn', 'Tuba'],
  Woodwinds: [
    'Woodwinds',
    'Flute',
    'Piccolo',
    'Clarinet',
    'Oboe',
    'Bassoon',
    'Saxophone',
    'Alto Saxophone',
    'Tenor Saxophone',
    'Baritone Saxophone',
    'Harmonica',
    'Melodica',
    'Whistle',
    'Bagpipes',
    'Didgeridoo',
  ],
};

const groupByName = new Map(Object.entries(NAMES).flatMap(([group, names]) => names.map((name) => [name, group])));

/** Every value of `stemName`. */
export const stemNames: readonly string[] = [...groupByName.keys()];

/** The one of the twelve stems that plays a name; `FX` for a name that is not in the list. */
export const groupOf = (stemName: string): string => groupByName.get(stemName) ?? 'FX';
