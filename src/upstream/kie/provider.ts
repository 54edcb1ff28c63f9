import { type OperationName, sourceOf } from '../../domain/operations/index.ts';
import { hasResults } from '../../domain/outputs/output.ts';
import type { Provider, ProviderRecord, PurchaseOutcome } from '../../domain/ports/provider.ts';
import { UpstreamUnavailableError } from '../../domain/tasks/errors.ts';
import type { Report } from '../../domain/tasks/lifecycle/evidence.ts';
import type { Task } from '../../domain/tasks/lifecycle/task.ts';
import type { ProviderApi, ProviderOperation, Reading, RecordReading, TaskReader } from './api.ts';
import { NotSentError } from './errors.ts';
import { createProviderTextRedactor } from './provider-text.ts';
import { outcomeOfAnswer, outcomeOfError } from './purchase-outcome.ts';
import { readRecordAnswer } from './record-answer.ts';
import type { HttpResponse } from './send-request.ts';
import type { Transport } from './transport.ts';
import * as wire from './wire/envelope.ts';
import { parseJson } from './wire/json.ts';

export interface KieOptions {
  readonly transport: Transport;
  /**
   * The provider's APIs, the preferred one first: an operation is bought at the first one that sells it, and a task is
   * read where it was bought.
   */
  readonly apis: readonly [ProviderApi, ...ProviderApi[]];
  /** Secrets that the provider is sent: see `createProviderTextRedactor`. */
  readonly secrets: readonly string[];
}

/** A call, for messages. */
const callOf = (path: string): string => `GET ${path.replace(/\?.*/, '')}`;

const readEnvelope = (answer: HttpResponse, path: string): wire.Envelope => {
  const envelope = wire.toEnvelope(parseJson(answer.body));
  if (envelope !== null) return envelope;
  throw new UpstreamUnavailableError(`${callOf(path)}: HTTP ${answer.status} without a readable body`);
};

/** Builds the body of a request. An input without a form in the API was surely not sent. */
const buildRequest = (toRequest: () => object): object => {
  try {
    return toRequest();
  } catch (cause) {
    throw new NotSentError('The request cannot be put into the words of the provider.', { cause });
  }
};

/** kie.ai, or its sibling, as the domain's port `Provider`. */
export const createKieProvider = ({ transport, apis, secrets }: KieOptions): Provider => {
  const redact = createProviderTextRedactor(secrets);
  const [preferred] = apis;

  const apiFor = (operation: OperationName): ProviderApi => apis.find((api) => api.sells(operation)) ?? preferred;

  /** The API at which a task was bought; if it is not configured any more, the one for new tasks. */
  const apiOf = ({ api, operation }: Task): ProviderApi => apis.find(({ name }) => name === api) ?? apiFor(operation);

  const operationOf = <Name extends OperationName>(api: ProviderApi, name: Name): ProviderOperation<Name> => {
    const operation = api.operations[name];
    if (operation === undefined) throw new NotSentError(`The provider's ${api.name} API does not have ${name}.`);
    return operation;
  };

  /** Null for a task that is never looked at again: its result came with the answer. */
  const readerOf = (task: Task): TaskReader | null => {
    const operation = apiOf(task).operations[task.operation];
    return operation !== undefined && 'readRecord' in operation ? operation : null;
  };

  const get = async (path: string): Promise<HttpResponse> => {
    try {
      return await transport.get(path);
    } catch (cause) {
      throw new UpstreamUnavailableError(`${callOf(path)}: no answer`, { cause });
    }
  };

  const toReport = (task: Task, reading: Reading): Report => {
    if (!('error' in reading)) return reading;
    const { error } = reading;
    const { upstreamCode } = error;
    const byCode = upstreamCode !== null && apiOf(task).meaningOf(upstreamCode) === 'failed-and-refunded';
    const { refunded = byCode } = reading;
    return { state: reading.state, refunded, error: { ...error, message: redact(error.message, task.input) } };
  };

  const purchase = async <Name extends OperationName>(task: Task<Name>, url: string): Promise<PurchaseOutcome> => {
    try {
      const api = apiOf(task);
      const operation = operationOf(api, task.operation);
      const request = buildRequest(() => operation.toRequest(task.input, url));
      const outcome = outcomeOfAnswer(
        api,
        { ...operation, namesSource: sourceOf(task) !== null },
        await transport.post(operation.createPath, request),
      );
      if (outcome.kind === 'in-doubt') return { ...outcome, reason: redact(outcome.reason, task.input) };
      if (outcome.kind !== 'refused') return outcome;
      const { refusal, providerText = null } = outcome;
      return {
        kind: 'refused',
        refusal: { ...refusal, message: redact(refusal.message, task.input) },
        providerText: providerText && redact(providerText, task.input),
      };
    } catch (error) {
      return outcomeOfError(error);
    }
  };

  const readAt = async (task: Task, reader: TaskReader): Promise<RecordReading> => {
    const id = task.upstreamTaskId ?? '';
    const path = reader.recordPath(id);
    const answer = await get(path);
    const parsed = readEnvelope(answer, path);
    const { msg } = parsed;
    const message = (): string | null => (msg ? redact(msg, task.input) : null);
    const what = (): string => callOf(path);
    return readRecordAnswer(apiOf(task), reader, { status: answer.status, parsed, message, what, id });
  };

  /** The record at the other place where it may be; null if the results are not there either. */
  const readElsewhere = async (task: Task, elsewhere: TaskReader): Promise<RecordReading | null> => {
    try {
      const other = await readAt(task, elsewhere);
      return other.report.state === 'succeeded' && hasResults(other.report.output) ? other : null;
    } catch (error) {
      // The provider has told of the task already; a place that is not open adds nothing.
      if (error instanceof UpstreamUnavailableError) return null;
      throw error;
    }
  };

  const readRecord = async (task: Task): Promise<ProviderRecord> => {
    const reader = readerOf(task);
    if (reader === null) throw new UpstreamUnavailableError(`The provider keeps no record of ${task.operation}.`);
    const { elsewhere } = reader;
    let record = await readAt(task, reader);
    const { report } = record;
    if (elsewhere !== undefined && report.state === 'succeeded' && !hasResults(report.output))
      record = { ...record, ...(await readElsewhere(task, elsewhere)) };
    return { ...record, report: toReport(task, record.report) };
  };

  return {
    apiFor: (operation) => apiFor(operation).name,
    purchase,
    readRecord,
    readCallback: (task, body) => toReport(task, readerOf(task)?.readCallback(body) ?? { state: 'pending' }),
    async credits() {
      const path = preferred.creditsPath;
      const answer = await get(path);
      const parsed = readEnvelope(answer, path);
      const balance = wire.credits.safeParse(parsed.data);
      if (answer.status !== 200 || parsed.code !== 200 || !balance.success) {
        throw new UpstreamUnavailableError(`${callOf(path)}: HTTP ${answer.status}, code ${parsed.code}`);
      }
      return balance.data;
    },
  };
};
