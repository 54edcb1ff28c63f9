import { type Cover, cover } from './cover.ts';
import { type Lyrics, lyrics } from './lyrics.ts';
import { detachNotes, type Midi, midi } from './midi.ts';
import { type Music, music } from './music.ts';
import { type OneFile, oneFile } from './one-file.ts';
import type { OutputRules, ProgressEvent } from './output-rules.ts';
import { type Persona, persona } from './persona.ts';
import { type Separation, separation } from './separation.ts';
import { type Style, style } from './style.ts';
import { type TimestampedLyrics, timestampedLyrics } from './timestamped-lyrics.ts';

/** What a task yields, by kind. A new kind is a file beside this one, and a line here and in `outputs`. */
interface OutputByKind {
  readonly separation: Separation;
  readonly music: Music;
  readonly lyrics: Lyrics;
  readonly 'timestamped-lyrics': TimestampedLyrics;
  readonly wav: OneFile<'wav'>;
  readonly video: OneFile<'video'>;
  readonly cover: Cover;
  readonly persona: Persona;
  readonly style: Style;
  readonly midi: Midi;
}

export type OutputKind = keyof OutputByKind;
export type Output = OutputByKind[OutputKind];

const outputs: { readonly [Kind in OutputKind]: OutputRules<OutputByKind[Kind]> } = {
  separation,
  music,
  lyrics,
  'timestamped-lyrics': timestampedLyrics,
  wav: oneFile('wav'),
  video: oneFile('video'),
  cover,
  persona,
  style,
  midi,
};

const rulesOf = ({ kind }: Output): OutputRules<Output> => outputs[kind];

/**
 * Splits an output: the part that is read with its task, and large parts that are stored apart, by their places. Most
 * outputs have no such parts.
 */
export const detachParts = (output: Output): { readonly output: Output; readonly parts: readonly string[] } =>
  (output.kind === 'midi' ? detachNotes(output) : null) ?? { output, parts: [] };

/** The output of a task of this kind before the first report. */
export const emptyOutput = (kind: OutputKind): Output => outputs[kind].empty;

/** Whether the results of this output are files, which the provider deletes after a while. */
export const hasFiles = (output: Output): boolean => rulesOf(output).hasFiles;

/** The known output with reported progress added. A report of another kind changes nothing. */
export const mergeOutput = (known: Output, reported: Output): Output =>
  known.kind === reported.kind ? rulesOf(known).merge(known, reported) : known;

/** The output at the end, from the provider's record. */
export const finalOutput = (reported: Output): Output => rulesOf(reported).final(reported);

/** The part to show of an output that the provider calls done while results are still missing. */
export const partialOutput = (reported: Output): Output => rulesOf(reported).partial(reported);

/** Whether at least one result is there. */
export const hasResults = (output: Output): boolean => rulesOf(output).hasResults(output);

/** Whether every part that the provider lists has its result. */
export const isWhole = (output: Output): boolean => rulesOf(output).isWhole(output);

/** Whether the results alone prove the end, without a final state at the provider. */
export const isSurelyWhole = (output: Output): boolean => rulesOf(output).isSurelyWhole(output);

/** Whether an output that the provider calls done may still get results. */
export const mayGrow = (output: Output): boolean => rulesOf(output).mayGrow(output);

/** Whether a part (track, stem) is one of these; null where no part is known yet, or none has an id. */
export const hasPart = (output: Output, partId: string): boolean | null => rulesOf(output).hasPart(output, partId);

/** The timeline's event for the step from `known` to `next`; null for none. */
export const progressEvent = (known: Output, next: Output): ProgressEvent | null =>
  known.kind === next.kind ? rulesOf(known).progressEvent(known, next) : null;

/** The output in a few words, for the operator. */
export const outputSummary = (output: Output): string => rulesOf(output).summary(output);
