import type { JsonObject } from '../../core/json.ts';
import { json, type Outcome } from '../../core/outcome.ts';
import type { Limit } from '../../core/rate-limits.ts';
import { refusalBody, refuse } from '../../dialect/answers.ts';
import type { Operation } from '../../operations/operation.ts';
import { type ActiveScenario, activeScenarios } from '../../scenarios/index.ts';
import type { Call } from '../call.ts';
import type { Mock } from '../mock.ts';
import { buy } from '../purchase.ts';
import { encodeResults, jobRecord } from './record.ts';
import { readJob } from './request.ts';

/** Reads of all records together, for a key (provider.md, 6.2). */
const READ_LIMIT: Limit = { limit: 10, windowMs: 1_000 };

/** The operation as it is sold here: a callback URL is optional, and the answer names the task twice. */
const asJob = (operation: Operation): Operation => ({
  ...operation,
  shape: (dialect) => {
    const { callBackUrl: _required, ...shape } = operation.shape(dialect);
    return { ...shape, callBackUrl: { type: 'url' } };
  },
  answer: (task, context) => {
    const isInline = operation.recordPath === null && !task.scenarios.some(({ name }) => name === 'job-inline-task');
    if (!isInline) return { taskId: task.id, recordId: task.id };
    const result = operation.answer(task, context);
    const isNested = task.scenarios.some(({ name }) => name === 'job-inline-nested');
    return isNested ? { code: 200, msg: 'success', data: result } : result;
  },
});

/** Answers createTask: the operation is bought as at its own endpoint, and its task is one of the jobs API. */
export const buyJob = async (
  mock: Mock,
  operation: Operation | undefined,
  call: Call,
  uses: readonly ActiveScenario[],
): Promise<Outcome> => {
  const { request, refusal, notes } = readJob(call.json, operation);
  call.notes.push(...notes);
  if (refusal !== null || operation === undefined) return refuse(mock.settings.dialect, refusal ?? { why: 'invalid' });
  const inner: Call = { ...call, json: request, api: 'jobs' };
  const outcome = await buy(mock, asJob(operation), inner, uses);
  call.taskId = inner.taskId;
  call.active = inner.active;
  return outcome;
};

/** Answers recordInfo. An unknown task is an error here, and so is one of an endpoint. */
export const answerJobRecord = async (mock: Mock, call: Call, uses: readonly ActiveScenario[]): Promise<Outcome> => {
  const { settings, limits, holds, tasks, clock } = mock;
  const { dialect, pollLimit, timeScale } = settings;
  const taskId = call.url.searchParams.get('taskId') ?? '';
  if (taskId === '') return json(200, refusalBody(dialect, 400, 'taskId is required'));
  call.taskId = taskId;
  if (pollLimit !== null && !limits.take('records of jobs', READ_LIMIT)) {
    return refuse(dialect, { why: 'rate-limited' });
  }
  await holds.pass('record', taskId);
  const task = tasks.get(taskId);
  if (task?.api !== 'jobs') {
    if (task)
      call.notes.push(`near miss: ${taskId} was bought at the endpoint of ${task.operation}, and is read there`);
    return json(200, refusalBody(dialect, 422, 'recordInfo is null'));
  }
  const now = clock.now();
  const data = jobRecord(task, { dialect, now, timeScale, link: (path) => task.origin + path });
  let envelope: JsonObject = { code: 200, msg: 'success', data };
  const active = [...activeScenarios(task.scenarios), ...uses];
  for (const { scenario, value } of active) {
    envelope = scenario.record?.(envelope, { task, value, ageMs: now - task.acceptedAt, dialect }) ?? envelope;
  }
  return json(
    200,
    active.some(({ scenario }) => scenario.name === 'job-result-object') ? envelope : encodeResults(envelope),
  );
};
