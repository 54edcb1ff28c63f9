import type { Delivery } from '../core/delivery.ts';
import type { JsonObject } from '../core/json.ts';
import type { Stage, Task } from '../core/task.ts';
import { SAMPLE_PATH } from '../media/upload.ts';
import { operations } from '../operations/index.ts';
import type { MakeContext, Operation } from '../operations/operation.ts';
import { checkRequest } from '../operations/request-shape.ts';
import { behaviours, parseUse } from '../scenarios/index.ts';
import type { World } from './world.ts';

/** A callback on demand. */
export interface TriggerWish {
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

const contextOf = (world: World, taskId: string, origin: string): MakeContext => ({
  taskId,
  dialect: world.settings.dialect,
  origin,
  task: world.tasks.get,
  listen: world.listen,
  stemNames: world.player.stemNames,
});

const stagesOf = (operation: Operation, context: MakeContext, request: JsonObject): readonly Stage[] => [
  ...operation.stages(context),
  { ...operation.failed({}, { request, dialect: context.dialect }), afterMs: 0 },
];

/** The names of all callbacks that can be triggered. */
export const triggers = (world: World): readonly string[] =>
  operations.flatMap((operation) => {
    const context = contextOf(world, 'none', 'http://localhost');
    return stagesOf(operation, context, {}).map(({ name }) => `${operation.name}.${name}`);
  });

const invent = async (world: World, operation: Operation, taskId: string, wish: TriggerWish): Promise<Task> => {
  const { origin, url } = wish;
  const request = { ...operation.example(origin + SAMPLE_PATH), ...wish.request, callBackUrl: url };
  const shape = operation.shape(world.settings.dialect);
  const { refusal, notes } = checkRequest(shape, request);
  // What the provider would let pass is refused as well: here it can only be a slip.
  const [problem] = refusal ? [refusal.msg] : notes;
  if (problem) {
    const names = Object.keys(shape).join(', ');
    throw new RangeError(`the request cannot be meant: ${problem}; ${operation.name} takes ${names}`);
  }
  const made = await operation.make(request, contextOf(world, taskId, origin));
  return {
    id: taskId,
    operation: operation.name,
    request,
    callBackUrl: url,
    origin,
    acceptedAt: world.clock.now(),
    price: 0,
    content: made.content,
    files: made.files,
    state: 'PENDING',
    reached: null,
    failure: null,
    completedAt: null,
    scenarios: [],
    plan: [],
  };
};

/**
 * Sends one callback anywhere, without a purchase. A task that is not known is made up, free of charge, and stands at
 * that stage from then on: its record and its files can be read, so the receiver may check what it was told. The
 * delivery that comes back has its first post in it, unless the clock is stopped.
 */
export const trigger = async (world: World, wish: TriggerWish): Promise<Delivery> => {
  const [operationName, stageName] = wish.callback.split('.', 2);
  const operation = operations.find(({ name }) => name === operationName);
  const taskId = wish.taskId ?? world.nextTaskId();
  const context = contextOf(world, taskId, wish.origin);
  const stages = operation ? stagesOf(operation, context, {}) : [];
  const stage = stages.find(({ name }) => name === stageName);
  if (!operation || !stage) {
    throw new RangeError(`there is no callback "${wish.callback}"; there are ${triggers(world).join(', ')}`);
  }
  const uses = (wish.scenarios ?? []).map(parseUse);
  const known = world.tasks.get(taskId);
  if (known && known.operation !== operation.name) {
    throw new RangeError(`task ${taskId} is a task of ${known.operation}, not of ${operation.name}`);
  }
  const task = known ?? (await invent(world, operation, taskId, wish));
  if (!known) {
    if (stage.failure === null) task.reached = stage.name;
    task.failure = stage.failure;
    task.state = stage.state ?? task.state;
    task.completedAt = stage === stages.at(-1) || stage === stages.at(-2) ? world.clock.now() : null;
    world.tasks.add(task);
  }
  const order = world.lifecycle.draft({ ...task, callBackUrl: wish.url }, stage, behaviours(uses));
  const delivery = world.deliveries.queue(order, 0);
  // While the clock stands still, it leaves for whoever moves the clock.
  if (!world.clock.stopped) await world.generations.within(world.deliveries.firstAttempt(delivery.id));
  return delivery;
};
