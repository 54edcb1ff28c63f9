import type { OutputRules } from './output-rules.ts';

/** A word, and when it is sung; in seconds from the start of the track. */
export interface AlignedWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** When each word of a track is sung. */
export interface TimestampedLyrics {
  readonly kind: 'timestamped-lyrics';
  readonly words: readonly AlignedWord[];
  /** Loudness over time, as the provider draws it. */
  readonly waveform: readonly number[];
}

const hasWords = ({ words }: TimestampedLyrics): boolean => words.length > 0;

/** A text that comes with the answer to the purchase, whole. */
export const timestampedLyrics: OutputRules<TimestampedLyrics> = {
  empty: { kind: 'timestamped-lyrics', words: [], waveform: [] },
  hasFiles: false,
  merge: (known) => known,
  final: (reported) => reported,
  partial: (reported) => reported,
  hasResults: hasWords,
  isWhole: hasWords,
  isSurelyWhole: hasWords,
  mayGrow: () => false,
  hasPart: () => null,
  progressEvent: () => null,
  summary: ({ words }) => `${words.length} words`,
};
