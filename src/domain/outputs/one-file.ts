import type { OutputRules } from './output-rules.ts';

/** A result that is one file. */
export interface OneFile<Kind extends string> {
  readonly kind: Kind;
  /** Null until the file is there. */
  readonly url: string | null;
}

/** The rules of a result that is one file: it is there, or it is not. */
export const oneFile = <Kind extends string>(kind: Kind): OutputRules<OneFile<Kind>> => {
  const hasFile = ({ url }: OneFile<Kind>): boolean => url !== null;
  return {
    empty: { kind, url: null },
    hasFiles: true,
    merge: (known) => known,
    final: (reported) => reported,
    partial: (reported) => reported,
    hasResults: hasFile,
    isWhole: hasFile,
    isSurelyWhole: hasFile,
    mayGrow: () => false,
    hasPart: () => null,
    progressEvent: () => null,
    summary: ({ url }) => (url === null ? 'no file' : 'one file'),
  };
};
