import type { OperationName } from '../../domain/operations/index.ts';
import type { Provider, ProviderRecord, PurchaseOutcome } from '../../domain/ports/provider.ts';
import { UpstreamUnavailableError } from '../../domain/tasks/errors.ts';
import type { Task } from '../../domain/tasks/lifecycle/task.ts';
import { NotSentError } from './errors.ts';
import { kieOperations } from './operations/index.ts';
import { createProviderTextRedactor } from './provider-text.ts';
import { outcomeOfAnswer, outcomeOfError } from './purchase-outcome.ts';
import type { HttpResponse, Transport } from './transport.ts';
import { type Dialect, dialects, meaningOf } from './wire/dialects.ts';
import * as wire from './wire/envelope.ts';

export interface KieOptions {
  readonly transport: Transport;
  readonly dialect: Dialect;
  /** What the provider knows of us and nobody else may: see `createProviderTextRedactor`. */
  readonly secrets: readonly string[];
}

const readEnvelope = (answer: HttpResponse, what: string): wire.Envelope => {
  try {
    return wire.envelope.parse(JSON.parse(answer.body));
  } catch (cause) {
    throw new UpstreamUnavailableError(`${what}: HTTP ${answer.status} without a readable body`, { cause });
  }
};

/** A request that cannot be put into the provider's words was surely not sent. */
const sayable = (toRequest: () => object): object => {
  try {
    return toRequest();
  } catch (cause) {
    throw new NotSentError('The request cannot be put into the words of the provider.', { cause });
  }
};

/** kie.ai, or its sibling, as the domain knows a provider. */
export const createKieProvider = ({ transport, dialect, secrets }: KieOptions): Provider => {
  const redact = createProviderTextRedactor(secrets);

  const get = async (path: string): Promise<{ answer: HttpResponse; said: wire.Envelope }> => {
    const what = `GET ${path.replace(/\?.*/, '')}`;
    const answer = await transport.get(path).catch((cause: unknown) => {
      throw new UpstreamUnavailableError(`${what}: no answer`, { cause });
    });
    const said = readEnvelope(answer, what);
    return { answer, said };
  };

  const purchase = async <Name extends OperationName>(task: Task<Name>, url: string): Promise<PurchaseOutcome> => {
    const operation = kieOperations[task.operation];
    try {
      const request = sayable(() => operation.toRequest(task.input, url));
      const outcome = outcomeOfAnswer(dialect, await transport.post(operation.createPath, request));
      if (outcome.kind !== 'refused') return outcome;
      const { refusal } = outcome;
      return { kind: 'refused', refusal: { ...refusal, message: redact(refusal.message) } };
    } catch (error) {
      return outcomeOfError(error);
    }
  };

  const readRecord = async <Name extends OperationName>(task: Task<Name>): Promise<ProviderRecord> => {
    const operation = kieOperations[task.operation];
    const path = `${operation.recordPath}?taskId=${encodeURIComponent(task.upstreamTaskId ?? '')}`;
    const { answer, said } = await get(path);
    const meaning = meaningOf(dialect, said.code);
    // Three ways to say "no such task", all of them usual right after a purchase (provider.md, 12.11).
    const isUnknown = meaning === 'not-found' || meaning === 'invalid' || answer.status === 404;
    const isEmpty = said.data === null || said.data === undefined;
    if (isUnknown || (said.code === 200 && isEmpty)) return { report: { state: 'invisible' }, callbackUrl: null };
    if (said.code !== 200 || answer.status !== 200) {
      throw new UpstreamUnavailableError(`GET ${operation.recordPath}: HTTP ${answer.status}, code ${said.code}`);
    }
    const record = operation.readRecord(said.data, dialect);
    if (record.report.state !== 'failed') return record;
    const { error } = record.report;
    return { ...record, report: { ...record.report, error: { ...error, message: redact(error.message) } } };
  };

  return {
    purchase,
    readRecord,
    async credits() {
      const path = dialects[dialect].creditsPath;
      const { answer, said } = await get(path);
      const balance = wire.credits.safeParse(said.data);
      if (answer.status !== 200 || said.code !== 200 || !balance.success) {
        throw new UpstreamUnavailableError(`GET ${path}: HTTP ${answer.status}, code ${said.code}`);
      }
      return balance.data;
    },
  };
};
