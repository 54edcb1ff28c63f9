import type { Stage } from '../core/task.ts';
import { group } from './scenario.ts';

/** Sends every callback of the stages at times of the row's choosing. */
const sent =
  (times: (stage: Stage, index: number, stages: readonly Stage[]) => readonly number[]) =>
  (stages: readonly Stage[]): readonly Stage[] =>
    stages.map((stage, index) => ({ ...stage, callbacksAfterMs: times(stage, index, stages) }));

/** What can go wrong between the provider and the receiver of its callbacks. Sources: kie-api 8.1, 8.2 and quirks 10. */
export const callbackScenarios = group('callback', [
  {
    name: 'callback-lost',
    about: 'No callback is ever sent; only record-info tells.',
    plan: sent(() => []),
  },
]);
