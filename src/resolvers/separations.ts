import type { Stem } from '../domain/outputs/separation.ts';
import { isExpired, type Task } from '../domain/tasks/lifecycle/task.ts';
import type { RequestContext } from './context.ts';

export type SeparationTask = Task<'SEPARATE_VOCALS'>;

export const isSeparation = (task: Task): task is SeparationTask => task.operation === 'SEPARATE_VOCALS';

/** The stems whose files exist; none after the provider has deleted them. */
export const stemsOf = (task: SeparationTask, { clock }: RequestContext): readonly Stem[] =>
  task.output.kind === 'separation' && !isExpired(task, clock.now()) ? task.output.stems : [];
