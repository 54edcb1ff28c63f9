import type { OutputRules } from './output-rules.ts';

/** A reusable singer. */
export interface Persona {
  readonly kind: 'persona';
  /** The provider's id, which songs name; null until it is there. */
  readonly personaId: string | null;
}

const hasId = ({ personaId }: Persona): boolean => personaId !== null;

/** An id that comes with the answer to the purchase: no file, no expiry. */
export const persona: OutputRules<Persona> = {
  empty: { kind: 'persona', personaId: null },
  hasFiles: false,
  merge: (known) => known,
  final: (reported) => reported,
  partial: (reported) => reported,
  hasResults: hasId,
  isWhole: hasId,
  isSurelyWhole: hasId,
  mayGrow: () => false,
  hasPart: () => null,
  progressEvent: () => null,
  summary: ({ personaId }) => `persona ${personaId ?? 'unknown'}`,
};
