import type { Outcome } from '../core/outcome.ts';
import { refuse, success } from '../dialect/answers.ts';
import type { SyncOperation } from '../operations/operation.ts';
import type { ActiveScenario } from '../scenarios/index.ts';
import type { Call } from './call.ts';
import type { Mock } from './mock.ts';
import { charge, validate } from './purchase.ts';

/**
 * Answers a call that is charged and answered at once: syntax, fields, parents, balance. It makes no task, so only
 * scenarios that end or delay the call can happen to it. The limit of purchases is about tasks, and does not count it.
 */
export const buyAtOnce = async (
  mock: Mock,
  operation: SyncOperation,
  call: Call,
  uses: readonly ActiveScenario[],
): Promise<Outcome> => {
  const { dialect } = mock.settings;
  const generation = mock.generations.current;
  const valid = validate(mock, operation, call);
  if ('why' in valid) return refuse(dialect, valid);
  const data = await operation.answer(valid.request, valid.context);
  await mock.holds.pass('before-charge', call.url.pathname);
  if (generation.aborted) return { kind: 'reset' };
  if (!charge(mock, operation, call, valid)) return refuse(dialect, { why: 'insufficient-credits' });
  const isAboutCalls = ({ scenario }: ActiveScenario): boolean =>
    scenario.call !== undefined && !scenario.call.afterFirstCallback;
  call.active = uses.filter((use) => isAboutCalls(use) && mock.rules.claim(use));
  for (const use of uses.filter((one) => !isAboutCalls(one))) {
    call.notes.push(`near miss: "${use.scenario.name}" follows a task, and ${operation.name} makes none`);
  }
  await mock.holds.pass('after-charge', call.url.pathname);
  return success(data);
};
