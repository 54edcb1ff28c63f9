import type { z } from 'zod';
import type { Output, OutputKind } from '../outputs/output.ts';
import type { InputRules } from './input-rules.ts';

/** A track of a music task, by the provider's ids. */
export interface TrackRef {
  readonly taskId: string;
  readonly audioId: string;
}

/** What an operation works on, by the provider's ids: an earlier task, or one part (track, stem) of it. */
export interface SourceRef {
  readonly taskId: string;
  readonly partId: string | null;
}

/** The viewer's own task that another one is to work on. */
export interface SourceTask {
  /** SUCCEEDED: nothing is missing any more. */
  readonly isFinished: boolean;
  /** The model that it was bought with; null where its operation takes none. */
  readonly model: string | null;
  /** Whether it was bought as music without a voice. */
  readonly isInstrumental: boolean;
  readonly output: Output;
}

/** Why an operation cannot work on a source, for the caller. */
export interface SourceFault {
  readonly message: string;
  /** Path in the input, outermost first. */
  readonly path: readonly string[];
  /** The same purchase may succeed later. */
  readonly retryable: boolean;
}

/**
 * One operation of the provider, as the domain knows it. How to add one: docs/architecture.md.
 *
 * @typeParam Input the validated input, as it is stored.
 * @typeParam Request the input as a caller may give it.
 */
export interface Operation<Input, Request = unknown> {
  /** What a task of it yields. */
  readonly output: OutputKind;
  /**
   * How the provider answers a purchase: with the id of a task, or with the result itself. After a lost answer of the
   * second kind there is no record to poll.
   */
  readonly answer: 'task' | 'result';
  /** The provider's published names of models for it; empty where none can be chosen. */
  readonly models: readonly string[];
  /** Every rule that an input must keep before anything is bought. Issue paths name the field at fault. */
  readonly inputSchema: (rules: InputRules) => z.ZodType<Input, Request>;
  /** The lines of the price table for this operation; the first one is the default. */
  readonly priceNames: readonly [string, ...string[]];
  /** The line for this input. */
  readonly priceName: (input: Input) => string;
  /** Requests of one viewer with the same key want the same result; null: each call makes something new. */
  readonly reuseKey: (input: Input) => string | null;
  /** The source that this works on, if any; it must not be another viewer's. */
  readonly source: (input: Input) => SourceRef | null;
  /**
   * What is wrong with the source, where a task here made it; null for nothing. The provider accepts many of these
   * purchases, charges for them, and fails later.
   */
  readonly sourceFault?: (input: Input, source: SourceTask) => SourceFault | null;
}

/** One string for a source, as tasks are indexed by it. */
export const sourceKey = ({ taskId, partId }: SourceRef): string => `${taskId}/${partId ?? ''}`;

export const toSource = ({ taskId, audioId }: TrackRef): SourceRef => ({ taskId, partId: audioId });

export const trackKey = (track: TrackRef): string => sourceKey(toSource(track));
