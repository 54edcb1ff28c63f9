import { decoded } from '../core/addresses.ts';
import { isObject, type Json } from '../core/json.ts';
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
  const fields = isObject(body) ? Object.values(body) : [];
  // A job has its texts in `input`.
  const texts = fields
    .flatMap((value) => (isObject(value) ? Object.values(value) : [value]))
    .filter((value) => typeof value === 'string');
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

/** Why the operation refuses a request, with what scenarios make of that. */
const barringOf = (
  operation: Operation,
  request: Task['request'],
  context: MakeContext,
  uses: readonly ActiveScenario[],
): Refusal | null => {
  let barred = operation.refuse?.(request, context) ?? null;
  for (const { scenario } of uses) if (barred && scenario.barred) barred = scenario.barred(barred, operation.name);
  return barred;
};

/** A key by which the buyer names a purchase for the ledger: a header, or a parameter of the URL. */
const purchaseKey = ({ request, url }: Call, { uniqueCallbackUrls }: Settings, callBackUrl: string): string | null =>
  request.headers.get('x-mock-purchase-key') ??
  url.searchParams.get('mock-purchase-key') ??
  // What is answered at once has no callback URL.
  (uniqueCallbackUrls && callBackUrl !== '' ? callBackUrl : null);

/** Near misses about scenarios that can do nothing here. */
const withoutEffect = (
  settings: Settings,
  { name, recordPath }: Operation,
  active: readonly ActiveScenario[],
): readonly string[] =>
  active.flatMap(({ scenario }) => {
    if (recordPath === null && !scenario.call && !scenario.barred)
      return [`near miss: "${scenario.name}" follows a task, and ${name} makes none`];
    return scenario.needsSigning && signingKey(settings) === null
      ? [`near miss: "${scenario.name}" does nothing, for callbacks are not signed`]
      : [];
  });

const useOf = ({ scenario, value }: ActiveScenario): ScenarioUse => ({
  name: scenario.name,
  value: scenario.value ? value : null,
});

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
  const { settings, ledger, limits, holds } = mock;
  const generation = mock.generations.current;
  const { dialect, purchaseLimit } = settings;
  const refused = (refusal: Refusal): Outcome => refuse(dialect, refusal);

  if (purchaseLimit !== null && !limits.take('purchases', purchaseLimit)) return refused({ why: 'rate-limited' });
  if (call.json === undefined) return refused({ why: 'malformed' });
  const { request, refusal, notes } = checkRequest(operation.shape(dialect), call.json);
  call.notes.push(...notes, ...(operation.notes?.(request) ?? []));
  if (refusal) return refused(refusal);
  const [slip] = call.notes;
  if (settings.strict && slip !== undefined) return refused({ why: 'invalid', msg: `strict: ${slip}` });

  const context = makeContext(mock, mock.nextTaskId(), call.origin);
  const barred = barringOf(operation, request, context, uses);
  if (barred) return refused(barred);
  const made = await operation.make(request, context);
  await holds.pass('before-charge', call.url.pathname);
  // The mock was reset while the input was fetched: the connection is closed already, and nothing may be charged.
  if (generation.aborted) return { kind: 'reset' };
  // No `await` may stand between this look at the balance and the charge, or two purchases share the last credits.
  const price = settings.prices[operation.priceName(request)] ?? 0;
  if (ledger.balance() < price) return refused({ why: 'insufficient-credits' });
  const task = newTask(mock, operation, request, made, {
    id: context.taskId,
    api: call.api,
    origin: call.origin,
    price,
  });
  const active = uses.filter((use) => mock.rules.claim(use));
  call.active = active;
  call.notes.push(...withoutEffect(settings, operation, active));
  task.scenarios = active.map(useOf);
  task.plan = planOf(operation, context, request, active, made.failure);
  const { callBackUrl } = task;
  const key = purchaseKey(call, settings, callBackUrl);
  ledger.charge({ taskId: task.id, operation: operation.name, credits: price, request, callBackUrl, key });
  mock.tasks.add(task);
  call.taskId = task.id;
  const waits = active.some(({ scenario }) => scenario.call?.afterFirstCallback);
  const firstCallback = waits ? mock.deliveries.firstAttempt(task.id) : Promise.resolve();
  mock.lifecycle.start(task);
  await firstCallback;
  await holds.pass('after-charge', task.id);
  return success(operation.answer(task, { dialect, link: (path) => task.origin + path }));
};
