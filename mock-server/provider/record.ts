import { JOBS_RECORD_PATH } from '../../src/upstream/kie/wire/jobs.ts';
import type { JsonObject } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';
import { json, type Outcome } from '../core/outcome.ts';
import { refuse } from '../dialect/answers.ts';
import { operationOf, operations } from '../operations/index.ts';
import { type ActiveScenario, activeScenarios } from '../scenarios/index.ts';
import type { Call } from './call.ts';
import type { Mock } from './mock.ts';

export const recordPaths: ReadonlySet<string> = new Set(
  operations.map(({ recordPath }) => recordPath).filter((path) => path !== null),
);

/** `code 200` with `data null`: the answer of every record-info for an unknown id. Recorded, all families. */
const unknownTask: JsonObject = { code: 200, msg: 'success', data: null };

/** Answers record-info for a task, on the path of its operation, with what scenarios make of it. */
export const answerRecord = async (mock: Mock, call: Call, uses: readonly ActiveScenario[]): Promise<Outcome> => {
  const { settings, limits, holds, tasks, clock } = mock;
  const { dialect, pollLimit } = settings;
  const taskId = call.url.searchParams.get('taskId') ?? '';
  if (taskId === '') {
    const meant = nearest('taskId', [...call.url.searchParams.keys()]);
    if (meant !== null) call.notes.push(`near miss: the parameter is "taskId", not "${meant}"`);
    return refuse(dialect, { why: 'invalid', msg: 'Please enter taskId.' });
  }
  call.taskId = taskId;
  if (pollLimit !== null && !limits.take(`record ${taskId}`, pollLimit)) {
    return refuse(dialect, { why: 'rate-limited' });
  }
  await holds.pass('record', taskId);

  const task = tasks.get(taskId);
  const operation = task && operationOf(task.operation);
  if (task?.api !== 'endpoints' || operation?.recordPath !== call.url.pathname) {
    if (task?.api === 'jobs') call.notes.push(`near miss: ${taskId} is a job, read at ${JOBS_RECORD_PATH}`);
    else if (operation?.recordPath)
      call.notes.push(`near miss: ${taskId} is a ${task?.operation} task, read at ${operation.recordPath}`);
    return json(200, unknownTask);
  }
  const link = (path: string): string => task.origin + path;
  const data = operation.record(task, { dialect, link });
  let envelope: JsonObject = { code: 200, msg: 'success', data };
  const ageMs = clock.now() - task.acceptedAt;
  for (const { scenario, value } of [...activeScenarios(task.scenarios), ...uses]) {
    envelope = scenario.record?.(envelope, { task, value, ageMs, dialect }) ?? envelope;
  }
  return json(200, envelope);
};
