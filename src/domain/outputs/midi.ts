import type { OutputRules } from './output-rules.ts';

/** One note, in seconds from the start of the track. */
export interface MidiNote {
  /** MIDI note number: 60 is the middle C. */
  readonly pitch: number;
  readonly start: number;
  readonly end: number;
  /** 0 to 1. */
  readonly velocity: number;
}

/** The notes of one instrument. */
export interface MidiInstrument {
  /** The provider's name for it. */
  readonly name: string;
  readonly noteCount: number;
  /** Null where they are stored apart from the task, as they are in every task that was read from the store. */
  readonly notes: readonly MidiNote[] | null;
}

/** The notes of a separation, or of one of its stems. */
export interface Midi {
  readonly kind: 'midi';
  /** Null until they are reported. None at all is a result, too (provider.md, 12.12). */
  readonly instruments: readonly MidiInstrument[] | null;
}

const isReported = ({ instruments }: Midi): boolean => instruments !== null;

/** Notes come all at once, and are kept here: no file of the provider's, no expiry. */
export const midi: OutputRules<Midi> = {
  empty: { kind: 'midi', instruments: null },
  hasFiles: false,
  merge: (known) => known,
  final: (reported) => reported,
  partial: (reported) => reported,
  hasResults: isReported,
  isWhole: isReported,
  isSurelyWhole: isReported,
  mayGrow: () => false,
  hasPart: () => null,
  progressEvent: () => null,
  summary: ({ instruments }) => {
    const notes = (instruments ?? []).reduce((sum, { noteCount }) => sum + noteCount, 0);
    return `${instruments?.length ?? 0} instruments, ${notes} notes`;
  },
};

/** The notes of an instrument as a text, to be read by `decodeNotes`: a quarter of what they are as objects. */
export const encodeNotes = (notes: readonly MidiNote[]): string =>
  JSON.stringify(notes.map(({ pitch, start, end, velocity }) => [pitch, start, end, velocity]));

/** The notes in a text that `encodeNotes` wrote. */
export const decodeNotes = (text: string): MidiNote[] => {
  const rows: [number, number, number, number][] = JSON.parse(text);
  return rows.map(([pitch, start, end, velocity]) => ({ pitch, start, end, velocity }));
};

/** The output without its notes, and the notes of each instrument as a text; null where there are none to take out. */
export const detachNotes = (output: Midi): { readonly output: Midi; readonly parts: readonly string[] } | null => {
  const instruments = output.instruments ?? [];
  const parts = instruments.flatMap(({ notes }) => (notes === null ? [] : [encodeNotes(notes)]));
  if (parts.length === 0 || parts.length !== instruments.length) return null;
  return { output: { ...output, instruments: instruments.map((one) => ({ ...one, notes: null })) }, parts };
};
