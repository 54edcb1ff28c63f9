import type { JsonObject } from '../../core/json.ts';
import type { Stage, Task } from '../../core/task.ts';
import { encodeResults, type JobContext, jobRecord } from './record.ts';

/** The scenarios under which callbacks of a job are those of its endpoint. */
const OLD_FORMS: ReadonlySet<string> = new Set(['job-callback-stages', 'job-callback-both']);

/** Whether callbacks are posted in the form of the endpoint's, stage by stage. */
export const hasOldCallbacks = ({ api, scenarios }: Task): boolean =>
  api === 'endpoints' || scenarios.some(({ name }) => OLD_FORMS.has(name));

/** Whether the record is posted at this stage: once, at the end. */
export const postsRecord = (task: Task, stage: Stage): boolean =>
  task.api === 'jobs' &&
  !task.scenarios.some(({ name }) => name === 'job-callback-stages') &&
  (stage.failure !== null || task.plan.length === 0);

/** The body of a job's callback: its record (provider.md, 6.4). */
export const jobCallback = (task: Task, { failure }: Stage, context: JobContext): JsonObject => {
  const told = failure === null ? task : { ...task, failure };
  const code = failure === null ? 200 : 501;
  return encodeResults({ code, msg: failure?.message ?? 'success', data: jobRecord(told, context) });
};
