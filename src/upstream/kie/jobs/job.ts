import type { OperationInputs, OperationName } from '../../../domain/operations/index.ts';
import { hasResults, type Output } from '../../../domain/outputs/output.ts';
import type { NoteOddity } from '../../../domain/ports/provider.ts';
import type { ProviderOperation, Reading, RecordReading, TaskReader } from '../api.ts';
import { createTaskReader } from '../endpoints/family.ts';
import { JOBS, JOBS_MODEL_PREFIX, type JobName } from '../wire/job-names.ts';
import {
  JOBS_CREATE_PATH,
  JOBS_RECORD_PATH,
  type JobRequest,
  jobFigures,
  jobModelOf,
  jobRequest,
  readJobData,
  rootsOf,
} from '../wire/jobs.ts';
import * as read from '../wire/reading.ts';
import { findRecord, readCallbackBody } from '../wire/task.ts';

/** The operations that can be bought as jobs. */
export type JobOperation = Extract<OperationName, JobName>;

/** An operation as a job: what is sent, and how its results are found. */
export interface Job<Name extends JobOperation> {
  /** `input` of the request, in the provider's snake_case. @throws where it cannot be put so. */
  toInput(input: OperationInputs[Name]): Record<string, unknown>;
  /** @param roots the places in which a record, or an answer, may hold results, the likeliest first. */
  outputOf(roots: readonly unknown[]): Output;
  /** Whether the result may come with the answer to the purchase. */
  readonly mayBeInline?: boolean;
}

/** Whether the credits were given back, where the record says what was taken. */
const withRefund = (report: Reading, creditsConsumed: number | null): Reading =>
  'error' in report && creditsConsumed !== null ? { ...report, refunded: creditsConsumed === 0 } : report;

/** @param old reads the callbacks of the operation's own endpoint, which jobs may send as well; null for none. */
const createJobReader = (
  name: JobOperation,
  outputOf: (roots: readonly unknown[]) => Output,
  old: TaskReader | null,
  noteOddity: NoteOddity,
): TaskReader => {
  const model = JOBS_MODEL_PREFIX + JOBS[name].model;
  const reader = createTaskReader(
    {
      recordPath: JOBS_RECORD_PATH,
      states: {},
      stages: null,
      readData: readJobData,
      recordOutput: (record) => outputOf(rootsOf(record)),
      callbackOutput: (data) => outputOf(rootsOf(data)),
    },
    noteOddity,
  );

  const readRecord = (data: unknown, upstreamTaskId: string): RecordReading => {
    const { report, ...found } = reader.readRecord(data, upstreamTaskId);
    const record = findRecord(data, upstreamTaskId) ?? {};
    const figures = jobFigures.parse(record);
    const told = jobModelOf(record);
    if (told !== null && told !== model) noteOddity({ what: 'body', value: `a job of the model ${told}` });
    if ('output' in report && !hasResults(report.output)) {
      const keys = rootsOf(record).map((root) => Object.keys(read.record.parse(root) ?? {}).join());
      noteOddity({ what: 'body', value: `a finished ${name} without results: ${keys.join(' ') || 'nothing'}` });
    }
    return { ...found, report: withRefund(report, figures.creditsConsumed), figures };
  };

  return {
    recordPath: reader.recordPath,
    readRecord,
    ...(old && { elsewhere: old }),
    readCallback(body) {
      const { code, data } = readCallbackBody(body);
      // Without the state of a record it is in the form of the endpoint's callbacks (provider.md, 6.4).
      if (read.text.parse(data['state'] ?? null) === null) return old?.readCallback(body) ?? { state: 'unclear' };
      const { report } = readRecord(data, '');
      const isContradiction = report.state === 'pending' && code !== null && code !== 200;
      return isContradiction ? { state: 'unclear' } : report;
    },
  };
};

/** Makes an operation of a job, once it is known how its own endpoint is read. */
export const defineJob =
  <Name extends JobOperation>(name: Name, job: Job<Name>) =>
  (endpoint: ProviderOperation<Name>, noteOddity: NoteOddity): ProviderOperation<Name> => {
    const { toInput, outputOf, mayBeInline = false } = job;
    const old = 'readRecord' in endpoint ? endpoint : null;
    return {
      createPath: JOBS_CREATE_PATH,
      ...(endpoint.meanings && { meanings: endpoint.meanings }),
      toRequest: (input, callbackUrl) =>
        jobRequest.parse({
          model: JOBS_MODEL_PREFIX + JOBS[name].model,
          callBackUrl: callbackUrl,
          input: toInput(input),
        }) satisfies JobRequest,
      ...createJobReader(name, outputOf, old, noteOddity),
      ...(mayBeInline && {
        readResult(data: unknown) {
          const output = outputOf(rootsOf({ resultJson: data }));
          return hasResults(output) ? output : null;
        },
      }),
    };
  };
