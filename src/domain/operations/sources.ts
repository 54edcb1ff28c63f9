import { z } from 'zod';
import { upstreamId } from './input-rules.ts';
import type { SourceFault, SourceTask } from './operation.ts';

/** A track by the provider's ids, as an input names it. */
export const trackRef = z.strictObject({ taskId: upstreamId, audioId: upstreamId });

/** The messages for a source of the wrong kind, and for one that is not finished. */
interface Messages {
  readonly wrongKind: string;
  readonly unfinished: string;
}

/** @param path of the id of the task, in the input. */
const faultOf = (
  { output, isFinished }: SourceTask,
  kind: 'music' | 'separation',
  path: readonly string[],
  { wrongKind, unfinished }: Messages,
): SourceFault | null => {
  if (output.kind !== kind) return { message: wrongKind, path, retryable: false };
  return isFinished ? null : { message: unfinished, path, retryable: true };
};

const IN_SOURCE = ['source', 'taskId'];

/**
 * What is wrong with the task that made a track: tracks come from music tasks, and are used when those are finished.
 */
export const trackFault = (source: SourceTask): SourceFault | null =>
  faultOf(source, 'music', IN_SOURCE, {
    wrongKind: 'source.taskId must be the id of a music task.',
    unfinished: 'source.taskId must be the id of a music task that has succeeded.',
  });

/** The same for a task that is used as a whole. */
export const musicTaskFault = (source: SourceTask): SourceFault | null =>
  faultOf(source, 'music', ['taskId'], {
    wrongKind: 'taskId must be the id of a music task.',
    unfinished: 'taskId must be the id of a music task that has succeeded.',
  });

/** The same for a track with vocals. */
export const vocalTrackFault = (source: SourceTask): SourceFault | null => {
  const fault = trackFault(source);
  if (fault !== null || !source.isInstrumental) return fault;
  return { message: 'source must be a track with vocals.', path: ['source'], retryable: false };
};

/** The same for a separation. */
export const separationFault = (source: SourceTask): SourceFault | null =>
  faultOf(source, 'separation', IN_SOURCE, {
    wrongKind: 'source.taskId must be the id of a separation.',
    unfinished: 'source.taskId must be the id of a separation that has succeeded.',
  });
