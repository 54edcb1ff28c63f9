import type { Delivery, NewDelivery } from '../core/delivery.ts';
import { canonical, type JsonObject } from '../core/json.ts';
import type { Stage, Task } from '../core/task.ts';
import { SAMPLE_PATH } from '../media/upload.ts';
import { operations } from '../operations/index.ts';
import { failedStage, type MakeContext, type Operation } from '../operations/operation.ts';
import { checkRequest } from '../operations/request-shape.ts';
import { type ActiveScenario, activeScenarios, parseUse } from '../scenarios/index.ts';
import type { Mock } from './mock.ts';
import { makeContext, newTask } from './new-task.ts';
import { signingKey } from './settings.ts';

/** A callback on demand. */
export interface TriggerRequest {
  /** `<operation>.<stage>`, e.g. `add-vocals.first` or `separation.error`. */
  readonly callback: string;
  readonly url: string;
  /** A task of the mock's, or an id that the receiver expects; a new one by default. */
  readonly taskId?: string | undefined;
  /** Request fields in place of the example's, e.g. `{ type: 'split_stem' }`. */
  readonly request?: JsonObject | undefined;
  /** Scenarios for the callback, e.g. `wrong-signature`. */
  readonly scenarios?: readonly string[] | undefined;
  /** Scheme and host for the links in it. */
  readonly origin: string;
}

/** A callback that cannot be triggered as asked, and why. */
export class BadTriggerError extends RangeError {
  override readonly name = 'BadTriggerError';
}

const stagesOf = (operation: Operation, context: MakeContext, request: JsonObject): readonly Stage[] => [
  ...operation.stages(context),
  { ...failedStage(operation, { request, dialect: context.dialect }), afterMs: 0 },
];

/** The operations that send callbacks. */
const triggerable = operations.filter(({ recordPath }) => recordPath !== null);

/** The names of all callbacks that can be triggered. */
export const triggers = (mock: Mock): readonly string[] =>
  triggerable.flatMap((operation) => {
    const context = makeContext(mock, 'none', 'http://localhost');
    return stagesOf(operation, context, {}).map(({ name }) => `${operation.name}.${name}`);
  });

/** The named callback's operation, and the stages of that operation, the failing one last. */
const operationAndStages = (mock: Mock, taskId: string, { callback, origin }: TriggerRequest) => {
  const [operationName, stageName] = callback.split('.', 2);
  const operation = triggerable.find(({ name }) => name === operationName);
  const stages = operation ? stagesOf(operation, makeContext(mock, taskId, origin), {}) : [];
  const index = stages.findIndex(({ name }) => name === stageName);
  const stage = stages[index];
  if (!operation || !stage) {
    throw new BadTriggerError(`there is no callback "${callback}"; there are ${triggers(mock).join(', ')}`);
  }
  // The last good stage and the failing one end a task.
  return { operation, stage, endsTask: index >= stages.length - 2 };
};

const inventTask = async (
  mock: Mock,
  operation: Operation,
  taskId: string,
  { origin, request: fields, url }: TriggerRequest,
): Promise<Task> => {
  const request = { ...operation.example(origin + SAMPLE_PATH), ...fields, callBackUrl: url };
  const shape = operation.shape(mock.settings.dialect);
  const { refusal, notes } = checkRequest(shape, request);
  // What the provider would let pass is refused as well: here it can only be a slip.
  const problem = refusal ? (refusal.msg ?? refusal.why) : notes[0]?.replace(' is ignored', '');
  if (problem) {
    throw new BadTriggerError(
      `no task can be made of this: ${problem}. ${operation.name} takes ${Object.keys(shape).join(', ')}`,
    );
  }
  const made = await operation.make(request, makeContext(mock, taskId, origin));
  return newTask(mock, operation, request, made, { id: taskId, api: 'endpoints', origin, price: 0 });
};

/** When a triggered callback leaves, in milliseconds: `callback-late` and `callback-doubled` change it. */
const leavesAfterMs = (
  mock: Mock,
  task: Task,
  stage: Stage,
  { scenario, value }: ActiveScenario,
): readonly number[] => {
  if (scenario.group !== 'callback' || !scenario.plan || scenario.call) return [0];
  const { dialect } = mock.settings;
  const fail = (): Stage => stage;
  const [planned] = scenario.plan([{ ...stage, callbacksAfterMs: [0] }], { value, dialect, fail });
  if (planned?.callbacksAfterMs.length === 0) {
    throw new BadTriggerError(`"${scenario.name}" sends no callback, so there is nothing to trigger for ${task.id}`);
  }
  return planned?.callbacksAfterMs ?? [0];
};

const isSame = (one: NewDelivery, other: NewDelivery): boolean =>
  one.signing === other.signing && one.ageS === other.ageS && canonical(one.body) === canonical(other.body);

/**
 * The callback as it is to be sent, and when.
 *
 * @throws BadTriggerError for a scenario that would change nothing
 */
const withScenarios = (mock: Mock, task: Task, stage: Stage, uses: readonly ActiveScenario[]) => {
  const plain = mock.lifecycle.draft(task, stage, []);
  let afterMs: readonly number[] = [0];
  for (const use of uses) {
    const { name, needsSigning } = use.scenario;
    if (needsSigning && signingKey(mock.settings) === null) {
      throw new BadTriggerError(
        `"${name}" is about signatures, and callbacks are not signed: set MOCK_HMAC_KEY, on the dialect kie`,
      );
    }
    const leaves = leavesAfterMs(mock, task, stage, use);
    if (canonical(leaves) !== '[0]') afterMs = leaves;
    else if (isSame(plain, mock.lifecycle.draft(task, stage, [use]))) {
      throw new BadTriggerError(`"${name}" changes nothing about a ${stage.name} callback of ${task.operation}`);
    }
  }
  return { callback: mock.lifecycle.draft(task, stage, uses), afterMs };
};

/**
 * Sends one callback anywhere, without a purchase. An unknown task is made up, free of charge, and stands at that stage
 * from then on: its record and its files can be read, so the receiver may check what it received. The delivery that is
 * returned has its first attempt in it, unless the clock is stopped.
 *
 * @throws BadTriggerError for a callback, request or scenario that cannot be
 */
export const trigger = async (mock: Mock, wanted: TriggerRequest): Promise<Delivery> => {
  const taskId = wanted.taskId ?? mock.nextTaskId();
  const { operation, stage, endsTask } = operationAndStages(mock, taskId, wanted);
  const uses = activeScenarios((wanted.scenarios ?? []).map(parseUse));
  const known = mock.tasks.get(taskId);
  if (known && known.operation !== operation.name) {
    throw new BadTriggerError(`task ${taskId} is a task of ${known.operation}, not of ${operation.name}`);
  }
  const task = known ?? (await inventTask(mock, operation, taskId, wanted));
  const { callback, afterMs } = withScenarios(mock, { ...task, callBackUrl: wanted.url }, stage, uses);
  if (!known) {
    if (stage.failure === null) task.reached = stage.name;
    task.failure = stage.failure;
    task.state = stage.state ?? task.state;
    task.completedAt = endsTask ? mock.clock.now() : null;
    task.history = [{ stage: stage.name, at: mock.clock.now(), state: task.state }];
    mock.tasks.add(task);
  }
  const [first = mock.deliveries.queue(callback, 0)] = afterMs.map((ms) =>
    mock.deliveries.queue(callback, ms * mock.settings.timeScale),
  );
  // While the clock is stopped, it leaves when the clock is moved.
  if (!mock.clock.stopped) await mock.generations.within(mock.deliveries.firstAttempt(first.id));
  return first;
};
