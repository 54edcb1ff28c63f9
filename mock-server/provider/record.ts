import type { JsonObject } from '../core/json.ts';
import { json, type Outcome } from '../core/outcome.ts';
import { operationOf, operations } from '../operations/index.ts';
import { type Behaviour, behaviours } from '../scenarios/index.ts';
import type { Call } from './call.ts';
import { refuse } from './refusal.ts';
import type { World } from './world.ts';

export const recordPaths: ReadonlySet<string> = new Set(operations.map(({ recordPath }) => recordPath));

/** `code 200` with `data null`: what every record-info says of an id it does not know. Recorded, all families. */
const unknownTask: JsonObject = { code: 200, msg: 'success', data: null };

/** What record-info says about a task on the path of its operation, scenarios included. */
export const tellRecord = async (world: World, call: Call, uses: readonly Behaviour[]): Promise<Outcome> => {
  const { settings, limits, holds, tasks, clock } = world;
  const { dialect, pollLimit } = settings;
  const taskId = call.url.searchParams.get('taskId') ?? '';
  if (taskId === '') return refuse(dialect, { why: 'invalid', msg: 'Please enter taskId.' });
  call.taskId = taskId;
  if (pollLimit !== null && !limits.take(`record ${taskId}`, pollLimit)) {
    return refuse(dialect, { why: 'rate-limited', msg: 'The call frequency is too high. Please try again later.' });
  }
  await holds.pass('record', taskId);

  const task = tasks.get(taskId);
  const operation = task && operationOf(task.operation);
  if (!task || operation?.recordPath !== call.url.pathname) {
    if (operation)
      call.notes.push(`near miss: ${taskId} is a ${task?.operation} task, read at ${operation.recordPath}`);
    return json(200, unknownTask);
  }
  const link = (path: string): string => task.origin + path;
  const data = operation.record(task, { dialect, link });
  let envelope: JsonObject = { code: 200, msg: 'success', data };
  const ageMs = clock.now() - task.acceptedAt;
  for (const { scenario, value } of [...behaviours(task.scenarios), ...uses]) {
    envelope = scenario.record?.(envelope, { task, value, ageMs, dialect }) ?? envelope;
  }
  return json(200, envelope);
};
