import type { OperationName } from '../../src/domain/operations/index.ts';
import type { TaskError } from '../../src/domain/tasks/lifecycle/task.ts';

/* What the provider in fact makes of a purchase, however it spells it. */

/** Decided when the purchase is billed. */
export const TRUTHS = ['succeeds', 'fails', 'is refunded', 'fails, then succeeds'] as const;
export type Truth = (typeof TRUTHS)[number];

/** One file that was paid for, with what stands beside it. */
export interface PaidFile {
  readonly url: string;
  readonly id: string;
  readonly label: string;
  /** Seconds. */
  readonly duration: number;
}

/** Of one task of the provider's. Every URL names the task, so that a file of another task is known by its URL. */
export const filesOf = (upstreamTaskId: string): readonly [PaidFile, PaidFile] => {
  const url = (name: string): string => `https://media.example.com/${upstreamTaskId}/${name}.mp3`;
  return [
    { url: url('1'), id: 'one', label: 'Vocals', duration: 61 },
    { url: url('2'), id: 'two', label: 'Instrumental', duration: 62 },
  ];
};

export const LYRICS_TEXTS = ['[Verse] Lights on the water', '[Verse] Lights on the shore'] as const;

/** What the provider says of a failure. */
export const failureOf = (isRefunded: boolean): TaskError => ({
  code: 'GENERATION_FAILED',
  message: isRefunded ? 'Your credits are back.' : 'No voice found.',
  upstreamCode: isRefunded ? 531 : 413,
});

/** Whether a purchase is answered with its result, and never told of again. */
export const isAnsweredWithResult = (operation: OperationName): boolean => operation === 'TIMESTAMP_LYRICS';
