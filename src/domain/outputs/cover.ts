import type { OutputRules } from './output-rules.ts';

/** Cover pictures for a music task. */
export interface Cover {
  readonly kind: 'cover';
  /** URLs. */
  readonly images: readonly string[];
}

const hasImages = ({ images }: Cover): boolean => images.length > 0;

/** Pictures come all at once. */
export const cover: OutputRules<Cover> = {
  empty: { kind: 'cover', images: [] },
  hasFiles: true,
  merge: (known) => known,
  final: (reported) => reported,
  partial: (reported) => reported,
  hasResults: hasImages,
  isWhole: hasImages,
  isSurelyWhole: hasImages,
  mayGrow: () => false,
  hasPart: () => null,
  progressEvent: () => null,
  summary: ({ images }) => `${images.length} pictures`,
};
