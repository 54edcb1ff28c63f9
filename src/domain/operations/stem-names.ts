import type { StemKind } from '../outputs/separation.ts';

/**
 * The 98 names that an advanced separation takes, by the kind of stem that they are. Forty of them are named on
 * docs.kie.ai, "Vocal & Instrument Stem Separation"; the whole list is published by resellers of the same models.
 */
const NAMES: readonly (readonly [StemKind, readonly string[]])[] = [
  ['VOCALS', ['Lead Vocal']],
  ['BACKING_VOCALS', ['Backing Vocals', 'Choir']],
  ['DRUMS', ['Drum Kit', 'Electronic Drum Kit', 'Kick', 'Snare', 'Hi-Hat', 'Cymbals', 'Hand Clap']],
  ['BASS', ['Bass', 'Upright Bass', 'Electric Bass', 'Double Bass', 'Bass Guitar', 'Synth Bass', '808']],
  [
    'GUITAR',
    [
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
  ],
  ['PIANO', ['Piano', 'Electric Piano', 'Digital Piano']],
  ['KEYBOARD', ['Rhodes', 'Organ', 'Keyboards', 'Harpsichord', 'Accordion', 'Celesta', 'Music Box']],
  [
    'PERCUSSION',
    [
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
  ],
  ['STRINGS', ['String Section', 'Orchestra', 'Violin', 'Viola', 'Cello', 'Fiddle', 'Harp']],
  [
    'SYNTH',
    [
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
  ],
  ['FX', ['Sound Effects', 'Risers']],
  ['BRASS', ['Brass Section', 'Horns', 'Trumpet', 'Trombone', 'French Horn', 'Tuba']],
  [
    'WOODWINDS',
    [
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
  ],
];

const KIND_BY_NAME: ReadonlyMap<string, StemKind> = new Map(
  NAMES.flatMap(([kind, names]) => names.map((name): [string, StemKind] => [name, kind])),
);

/** Every name. */
export const STEM_NAMES: readonly string[] = [...KIND_BY_NAME.keys()];

export const isStemName = (name: string): boolean => KIND_BY_NAME.has(name);

/** The kind of stem that a name is; null for a name that is not in the list. */
export const kindOfStemName = (name: string): StemKind | null => KIND_BY_NAME.get(name) ?? null;
