import { decoded } from '../core/addresses.ts';
import { isObject, type Json, textOf } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { ScenarioUse, Stage, Task } from '../core/task.ts';
import { type Refusal, refuse, success } from '../dialect/answers.ts';
import type { FailureReason } from '../dialect/codes.ts';
import { type FailureRequest, failedStage, type MakeContext, type Operation } from '../operations/operation.ts';
import { checkRequest } from '../operations/request-shape.ts';
import { type ActiveScenario, magicUses } from '../scenarios/index.ts';
import type { Call } from './call.ts';
import type { Mock } from './mock.ts';
import { makeContext, newTask } from './new-task.ts';
import { type Settings, signingKey } from './settings.ts';

/** The scenarios that a purchase asks for in any of its texts. A separation has no text but its URL. */
export const magicScenarios = (body: Json | undefined): ReturnType<typeof magicUses> => {
  const texts = isObject(body) ? Object.values(body).filter((value) => typeof value === 'string') : [];
  return magicUses(texts.map(decoded).join('\n'));
};

const planOf = (
  operation: Operation,
  context: MakeContext,
  request: Task['request'],
  uses: readonly ActiveScenario[],
  failure: FailureReason | undefined,
): readonly Stage[] => {
  const { dialect } = context;
  const fail = (how: FailureRequest) => failedStage(operation, { request, dialect }, how);
  let stages = operation.stages(context);
  // A useless input shows when the audio should be there: the last stage becomes the failing one, the others are left out.
  if (failure) stages = stages.slice(-1).map(({ afterMs }) => ({ ...fail({ reason: failure }), afterMs }));
  for (const { scenario, value } of uses) stages = scenario.plan?.(stages, { value, dialect, fail }) ?? stages;
  return stages;
};

/** A key by which the buyer names a purchase for the ledger: a header, or a parameter of the URL. */
const purchaseKey = ({ request, url }: Call): string | null =>
  request.headers.get('x-mock-purchase-key') ?? url.searchParams.get('mock-purchase-key');

/** Scenarios about signatures, on a mock that does not sign. */
const withoutEffect = (settings: Settings, active: readonly ActiveScenario[]): readonly string[] =>
  signingKey(settings) === null
    ? active
        .filter(({ scenario }) => scenario.needsSigning)
        .map(({ scenario }) => `near miss: "${scenario.name}" does nothing, for callbacks are not signed`)
    : [];

const useOf = ({ scenario, value }: ActiveScenario): ScenarioUse => ({
  name: scenario.name,
  value: scenario.value ? value : null,
});

interface Valid {
  readonly request: Task['request'];
  readonly context: MakeContext;
}

/** Validates a create call in the provider's order: syntax, fields, parents. */
export const validate = (
  mock: Mock,
  operation: Pick<Operation, 'shape' | 'notes' | 'refuse'>,
  call: Call,
): Valid | Refusal => {
  const { dialect, strict } = mock.settings;
  if (call.json === undefined) return { why: 'malformed' };
  const { request, refusal, notes } = checkRequest(operation.shape(dialect), call.json);
  call.notes.push(...notes, ...(operation.notes?.(request) ?? []));
  if (refusal) return refusal;
  const [slip] = call.notes;
  if (strict && slip !== undefined) return { why: 'invalid', msg: `strict: ${slip}` };
  const context = makeContext(mock, mock.nextTaskId(), call.origin);
  return operation.refuse?.(request, context) ?? { request, context };
};

/**
 * Charges a call for what its operation costs. False where the balance is too low, and nothing is charged. It runs
 * without a pause: two purchases cannot share the last credits.
 */
export const charge = (
  { ledger, settings }: Mock,
  { name, priceName }: Pick<Operation, 'name' | 'priceName'>,
  call: Call,
  { request, context: { taskId } }: Valid,
): boolean => {
  const credits = priceOf(settings, { priceName }, request);
  if (ledger.balance() < credits) return false;
  const callBackUrl = textOf(request, 'callBackUrl');
  const key = purchaseKey(call) ?? (settings.uniqueCallbackUrls && callBackUrl !== '' ? callBackUrl : null);
  ledger.charge({ taskId, operation: name, credits, request, callBackUrl, key });
  return true;
};

const priceOf = (settings: Settings, { priceName }: Pick<Operation, 'priceName'>, request: Task['request']): number =>
  settings.prices[priceName(request)] ?? 0;

/**
 * Answers a create call, in the provider's order: account limits, syntax, fields, parents, balance. A call that passes
 * all of them is charged, and only then becomes a task.
 *
 * @param uses The scenarios that wait for this purchase. Those with a rule count when the task is made, not before.
 */
export const buy = async (
  mock: Mock,
  operation: Operation,
  call: Call,
  uses: readonly ActiveScenario[],
): Promise<Outcome> => {
  const { settings, limits, holds } = mock;
  const generation = mock.generations.current;
  const { dialect, purchaseLimit } = settings;
  const refused = (refusal: Refusal): Outcome => refuse(dialect, refusal);

  if (purchaseLimit !== null && !limits.take('purchases', purchaseLimit)) return refused({ why: 'rate-limited' });
  const valid = validate(mock, operation, call);
  if ('why' in valid) return refused(valid);
  const { request, context } = valid;
  const made = await operation.make(request, context);
  await holds.pass('before-charge', call.url.pathname);
  // The mock was reset while the input was fetched: the connection is closed already, and nothing may be charged.
  if (generation.aborted) return { kind: 'reset' };
  if (!charge(mock, operation, call, valid)) return refused({ why: 'insufficient-credits' });
  const active = uses.filter((use) => mock.rules.claim(use));
  call.active = active;
  call.notes.push(...withoutEffect(settings, active));
  const price = priceOf(settings, operation, request);
  const task = newTask(mock, operation, request, made, { id: context.taskId, origin: call.origin, price });
  task.scenarios = active.map(useOf);
  task.plan = planOf(operation, context, request, active, made.failure);
  mock.tasks.add(task);
  call.taskId = task.id;
  const waits = active.some(({ scenario }) => scenario.call?.afterFirstCallback);
  const firstCallback = waits ? mock.deliveries.firstAttempt(task.id) : Promise.resolve();
  mock.lifecycle.start(task);
  await firstCallback;
  await holds.pass('after-charge', task.id);
  return success({ taskId: task.id });
};
