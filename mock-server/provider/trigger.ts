import type { Delivery } from '../core/delivery.ts';
import type { JsonObject } from '../core/json.ts';
import type { Stage, Task } from '../core/task.ts';
import { SAMPLE_PATH } from '../media/upload.ts';
import { operations } from '../operations/index.ts';
import { failedStage, type MakeContext, type Operation } from '../operations/operation.ts';
import { checkRequest } from '../operations/request-shape.ts';
import { activeScenarios, parseUse } from '../scenarios/index.ts';
import type { Mock } from './mock.ts';
import { makeContext, newTask } from './new-task.ts';

/** A callback on demand. */
export interface TriggerRequest {
  /** `<operation>.<stage>`, e.g. `add-vocals.first` or `separation.error`. */
  readonly callback: string;
  readonly url: string;
  /** A task of the mock's, or an id that the receiver expects; a new one unless told. */
  readonly taskId?: string | undefined;
  /** Request fields in place of the example's, e.g. `{ type: 'split_stem' }`. */
  readonly request?: JsonObject | undefined;
  /** Scenarios for the callback, e.g. `wrong-signature`. */
  readonly scenarios?: readonly string[] | undefined;
  /** Scheme and host for the links in it. */
  readonly origin: string;
}

const stagesOf = (operation: Operation, context: MakeContext, request: JsonObject): readonly Stage[] => [
  ...operation.stages(context),
  { ...failedStage(operation, { request, dialect: context.dialect }), afterMs: 0 },
];

/** The names of all callbacks that can be triggered. */
export const triggers = (mock: Mock): readonly string[] =>
  operations.flatMap((operation) => {
    const context = makeContext(mock, 'none', 'http://localhost');
    return stagesOf(operation, context, {}).map(({ name }) => `${operation.name}.${name}`);
  });

const invent = async (mock: Mock, operation: Operation, taskId: string, wanted: TriggerRequest): Promise<Task> => {
  const { origin, url } = wanted;
  const request = { ...operation.example(origin + SAMPLE_PATH), ...wanted.request, callBackUrl: url };
  const shape = operation.shape(mock.settings.dialect);
  const { refusal, notes } = checkRequest(shape, request);
  // What the provider would let pass is refused as well: here it can only be a slip.
  const [problem] = refusal ? [refusal.msg] : notes;
  if (problem) {
    const names = Object.keys(shape).join(', ');
    throw new RangeError(`the request cannot be meant: ${problem}; ${operation.name} takes ${names}`);
  }
  const made = await operation.make(request, makeContext(mock, taskId, origin));
  return newTask(mock, operation, request, made, { id: taskId, origin, price: 0 });
};

/**
 * Sends one callback anywhere, without a purchase. A task that is not known is made up, free of charge, and stands at
 * that stage from then on: its record and its files can be read, so the receiver may check what it was told. The
 * delivery that comes back has its first post in it, unless the clock is stopped.
 */
export const trigger = async (mock: Mock, wanted: TriggerRequest): Promise<Delivery> => {
  const [operationName, stageName] = wanted.callback.split('.', 2);
  const operation = operations.find(({ name }) => name === operationName);
  const taskId = wanted.taskId ?? mock.nextTaskId();
  const context = makeContext(mock, taskId, wanted.origin);
  const stages = operation ? stagesOf(operation, context, {}) : [];
  const stage = stages.find(({ name }) => name === stageName);
  if (!operation || !stage) {
    throw new RangeError(`there is no callback "${wanted.callback}"; there are ${triggers(mock).join(', ')}`);
  }
  const uses = (wanted.scenarios ?? []).map(parseUse);
  const known = mock.tasks.get(taskId);
  if (known && known.operation !== operation.name) {
    throw new RangeError(`task ${taskId} is a task of ${known.operation}, not of ${operation.name}`);
  }
  const task = known ?? (await invent(mock, operation, taskId, wanted));
  if (!known) {
    if (stage.failure === null) task.reached = stage.name;
    task.failure = stage.failure;
    task.state = stage.state ?? task.state;
    task.completedAt = stage === stages.at(-1) || stage === stages.at(-2) ? mock.clock.now() : null;
    task.history = [{ stage: stage.name, at: mock.clock.now(), state: task.state }];
    mock.tasks.add(task);
  }
  const order = mock.lifecycle.draft({ ...task, callBackUrl: wanted.url }, stage, activeScenarios(uses));
  const delivery = mock.deliveries.queue(order, 0);
  // While the clock stands still, it leaves for whoever moves the clock.
  if (!mock.clock.stopped) await mock.generations.within(mock.deliveries.firstAttempt(delivery.id));
  return delivery;
};
