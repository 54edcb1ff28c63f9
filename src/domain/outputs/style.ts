import type { OutputRules } from './output-rules.ts';

/** A description of a style of music. */
export interface Style {
  readonly kind: 'style';
  /** Null until it is there. */
  readonly text: string | null;
}

const hasText = ({ text }: Style): boolean => text !== null;

/** A text that comes with the answer to the purchase: no file, no expiry. */
export const style: OutputRules<Style> = {
  empty: { kind: 'style', text: null },
  hasFiles: false,
  merge: (known) => known,
  final: (reported) => reported,
  partial: (reported) => reported,
  hasResults: hasText,
  isWhole: hasText,
  isSurelyWhole: hasText,
  mayGrow: () => false,
  hasPart: () => null,
  progressEvent: () => null,
  summary: ({ text }) => (text === null ? 'no text' : 'one text'),
};
