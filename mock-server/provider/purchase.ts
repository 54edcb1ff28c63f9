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

/** The scenarios that a purchase asks for itself, written into any of its texts; a separation has none but its URL. */
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
  // A useless input shows when the audio should: the last stage turns into the failing one, the others do not happen.
  if (failure) stages = stages.slice(-1).map(({ afterMs }) => ({ ...fail({ reason: failure }), afterMs }));
  for (const { scenario, value } of uses) stages = scenario.plan?.(stages, { value, dialect, fail }) ?? stages;
  return stages;
};

/**
 * A create call, in the provider's order: account limits, syntax, fields, parents, balance. Whatever passes all that
 * is charged, and only then becomes a task.
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

  if (purchaseLimit !== null && !limits.take('purchases', purchaseLimit)) {
    return refused({ why: 'rate-limited' });
  }
  if (call.json === undefined) return refused({ why: 'malformed' });
  const { request, refusal, notes } = checkRequest(operation.shape(dialect), call.json);
  call.notes.push(...notes);
  if (refusal) return refused(refusal);

  const context: MakeContext = {
    taskId: mock.nextTaskId(),
    dialect,
    origin: call.url.origin,
    task: mock.tasks.get,
    readUpload: mock.readUpload,
    stemNames: mock.player.stemNames,
  };
  const barred = operation.refuse?.(request, context);
  if (barred) return refused(barred);
  const made = await operation.make(request, context);
  await holds.pass('before-charge', call.url.pathname);
  // A reset while the input was fetched: the buyer's connection is closed already, and the next generation owes him nothing.
  if (generation.aborted) return { kind: 'reset' };
  // Nothing may come between this look at the balance and the charge, or two purchases share the last credits.
  const price = settings.prices[operation.priceName(request)] ?? 0;
  if (ledger.balance() < price) {
    return refused({ why: 'insufficient-credits' });
  }
  const task: Task = {
    id: context.taskId,
    operation: operation.name,
    request,
    callBackUrl: textOf(request, 'callBackUrl'),
    origin: call.url.origin,
    acceptedAt: mock.clock.now(),
    price,
    content: made.content,
    files: made.files,
    state: 'PENDING',
    reached: null,
    failure: null,
    completedAt: null,
    scenarios: uses.map(
      ({ scenario, value }): ScenarioUse => ({ name: scenario.name, value: scenario.value ? value : null }),
    ),
    plan: planOf(operation, context, request, uses, made.failure),
  };
  ledger.charge({ taskId: task.id, operation: operation.name, credits: price, request, callBackUrl: task.callBackUrl });
  mock.tasks.add(task);
  call.taskId = task.id;
  const waits = uses.some(({ scenario }) => scenario.call?.afterFirstCallback);
  const heardBack = waits ? mock.deliveries.firstAttempt(task.id) : Promise.resolve();
  mock.lifecycle.start(task);
  await heardBack;
  await holds.pass('after-charge', task.id);
  return success({ taskId: task.id });
};
