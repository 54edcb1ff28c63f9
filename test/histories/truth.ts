import type { OperationName } from '../../src/domain/operations/index.ts';
import type { Output } from '../../src/domain/outputs/output.ts';
import type { Task, TaskError } from '../../src/domain/tasks/lifecycle/task.ts';
import { timestamps } from '../support/bodies.ts';

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

/** Words with their times, as the provider spells them. */
export const TIMED = {
  alignedWords: [{ word: 'Lights', startS: 1.2, endS: 1.56, success: true, palign: 0 }],
  waveformData: [0, 0.5, 1],
};

const STYLE: Output = { kind: 'style', text: 'Pop, with soft pads' };

/**
 * The result that is in the answer to a purchase, which is never told of again; null where the answer names a task.
 * Words are timed at once at their own endpoint; as a job they are timed by a task.
 */
export const resultInAnswer = ({ operation, api }: Pick<Task, 'operation' | 'api'>): Output | null => {
  if (operation === 'BOOST_STYLE') return STYLE;
  return operation === 'TIMESTAMP_LYRICS' && api === 'endpoints' ? timestamps : null;
};

/** The files that a purchase yields. */
export const paidFor = (operation: OperationName, upstreamTaskId: string): readonly PaidFile[] =>
  filesOf(upstreamTaskId).slice(0, operation === 'CONVERT_TO_WAV' ? 1 : 2);
