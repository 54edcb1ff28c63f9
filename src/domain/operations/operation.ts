import type { z } from 'zod';
import type { OutputKind } from '../outputs/output.ts';
import type { InputRules } from './input-rules.ts';

/** A track of a music task, by the provider's ids. */
export interface TrackRef {
  readonly taskId: string;
  readonly audioId: string;
}

/**
 * What the house knows of one operation of the provider's. How to add one: docs/architecture.md.
 *
 * @typeParam Input the checked input, as it is stored.
 */
export interface Operation<Input> {
  /** What a task of it yields. */
  readonly output: OutputKind;
  /** Every rule that an input must keep before anything is bought. Issue paths name the field at fault. */
  readonly inputSchema: (rules: InputRules) => z.ZodType<Input>;
  /** The lines of the price table that can apply. */
  readonly priceNames: readonly string[];
  /** The one that does. */
  readonly priceName: (input: Input) => string;
  /** Requests of one viewer with the same key want the same result; null: each call makes something new. */
  readonly reuseKey: (input: Input) => string | null;
  /** The track that this works on, if any: it must not be another viewer's. */
  readonly sourceTrack: (input: Input) => TrackRef | null;
}

/** One string for a track, as tasks are indexed by it. */
export const trackKey = ({ taskId, audioId }: TrackRef): string => `${taskId}/${audioId}`;
