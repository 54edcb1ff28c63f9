/** Kinds of stems that the schema knows; whatever else the provider names is OTHER, with its label kept. */
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

/** One stem that has a file. */
export interface Stem {
  readonly kind: StemKind;
  /** The provider's own name for it. */
  readonly label: string;
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

export const noSeparation: Separation = { kind: 'separation', stems: [] };
