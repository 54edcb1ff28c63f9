import type { OutputRules } from './output-rules.ts';

/** Kinds of stems in the schema. Any other name of the provider's is OTHER, with its label. */
export type StemKind =
  | 'VOCALS'
  | 'INSTRUMENTAL'
  | 'BACKING_VOCALS'
  | 'DRUMS'
  | 'BASS'
  | 'GUITAR'
  | 'PIANO'
  | 'KEYBOARD'
  | 'STRINGS'
  | 'BRASS'
  | 'WOODWINDS'
  | 'PERCUSSION'
  | 'SYNTH'
  | 'FX'
  | 'OTHER';

/** A part of a split; or what an advanced separation took out of the mix, and the mix without it. */
export type StemRole = 'STEM' | 'EXTRACTED' | 'REMAINDER';

/** One stem that has a file. */
export interface Stem {
  readonly kind: StemKind;
  /** The provider's own name for it. */
  readonly label: string;
  /** Absent: STEM. */
  readonly role?: StemRole;
  readonly url: string;
  readonly audioId: string | null;
  /** Seconds. */
  readonly duration: number | null;
}

/** What a separation yields. */
export interface Separation {
  readonly kind: 'separation';
  readonly stems: readonly Stem[];
}

const noSeparation: Separation = { kind: 'separation', stems: [] };

/** Each file once, in the order of the reports; a later report fills fields that an earlier one left out. */
const mergeStems = (known: readonly Stem[], reported: readonly Stem[]): readonly Stem[] => {
  const stems = new Map(known.map((stem) => [stem.url, stem]));
  for (const stem of reported) {
    const { audioId = null, duration = null, ...named } = stems.get(stem.url) ?? stem;
    stems.set(stem.url, { ...named, audioId: audioId ?? stem.audioId, duration: duration ?? stem.duration });
  }
  return [...stems.values()];
};

/** Stems come all at once, so an output with stems is whole; but a single file may come before the others. */
export const separation: OutputRules<Separation> = {
  empty: noSeparation,
  hasFiles: true,
  // A separation shows nothing before its end; after it, stems are added.
  merge: (known, reported) =>
    known.stems.length === 0 ? known : { ...known, stems: mergeStems(known.stems, reported.stems) },
  final: (reported) => reported,
  partial: (reported) => reported,
  hasResults: ({ stems }) => stems.length > 0,
  isWhole: ({ stems }) => stems.length > 0,
  isSurelyWhole: ({ stems }) => stems.length > 0,
  // The provider never makes fewer than two: the requested stem, and the rest.
  mayGrow: ({ stems }) => stems.length < 2,
  // Some stems have no id of the provider's: null where the answer depends on one of them.
  hasPart: ({ stems }, partId) =>
    stems.length > 0 && stems.every(({ audioId }) => audioId !== null)
      ? stems.some(({ audioId }) => audioId === partId)
      : null,
  progressEvent: () => null,
  summary: ({ stems }) => `${stems.length} stems`,
};
