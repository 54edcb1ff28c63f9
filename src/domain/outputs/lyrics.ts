import type { OutputRules } from './output-rules.ts';

/** One of several texts that the provider wrote to the same prompt. */
export interface LyricsVariant {
  readonly title: string | null;
  readonly text: string;
}

/** Lyrics without music. */
export interface Lyrics {
  readonly kind: 'lyrics';
  readonly variants: readonly LyricsVariant[];
}

const hasVariants = ({ variants }: Lyrics): boolean => variants.length > 0;

/** Texts come all at once, and are kept here: no file, no expiry. */
export const lyrics: OutputRules<Lyrics> = {
  empty: { kind: 'lyrics', variants: [] },
  hasFiles: false,
  merge: (known) => known,
  final: (reported) => reported,
  partial: (reported) => reported,
  hasResults: hasVariants,
  isWhole: hasVariants,
  isSurelyWhole: hasVariants,
  mayGrow: () => false,
  hasPart: () => null,
  progressEvent: () => null,
  summary: ({ variants }) => `${variants.length} texts`,
};
