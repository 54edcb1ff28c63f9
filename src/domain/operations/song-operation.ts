import type { Operation, SourceFault, SourceTask } from './operation.ts';

/** What all operations that make songs have in common. @param price the operation's line of the price table. */
export const songOperation = (price: string) =>
  ({
    output: 'music',
    answer: 'task',
    priceNames: [price],
    priceName: () => price,
    reuseKey: () => null,
  }) satisfies Partial<Operation<never>>;

/**
 * What is wrong with a task whose track is to be worked on; null for nothing.
 *
 * @param path of the track in the input.
 */
export const musicSourceFault = ({ isFinished, output }: SourceTask, path: readonly string[]): SourceFault | null => {
  const fault = (what: string, retryable: boolean) => {
    const field = [...path, 'taskId'];
    return { path: field, message: `${field.join('.')} must be that of ${what}.`, retryable };
  };
  if (output.kind !== 'music') return fault('a task that makes music', false);
  return isFinished ? null : fault('a finished task', true);
};

/** How long a track of the source lasts, in seconds; null where it is not known. */
export const trackSeconds = ({ output }: SourceTask, audioId: string): number | null =>
  output.kind === 'music' ? (output.tracks.find((track) => track.audioId === audioId)?.duration ?? null) : null;
