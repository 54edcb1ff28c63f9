import { UpstreamUnavailableError } from '../../domain/tasks/errors.ts';
import type { ProviderApi, RecordReading, TaskReader } from './api.ts';
import { failed } from './failure.ts';
import type { CodeMeaning } from './wire/dialects.ts';
import type { Envelope } from './wire/envelope.ts';

/*
 * What the answer to a read of a record means. The end of a task may be in the record (in its state, or in its error
 * code), or in the code of the envelope around it.
 */

/** What the code of the envelope means for the task. */
type AboutTask =
  /** Nothing: the record counts. */
  | 'record'
  /** The provider does not show the task, as usual right after a purchase (provider.md, 12.11). */
  | 'invisible'
  /** The task failed. Believed after a grace, because the task's own state does not say so. */
  | 'failing'
  /** The provider, or something between it and the gateway, has a failure: nothing is known about the task. */
  | 'trouble';

const BY_MEANING: Readonly<Record<CodeMeaning, AboutTask>> = {
  ok: 'record',
  'not-found': 'invisible',
  invalid: 'invisible',
  malformed: 'failing',
  'existing-work': 'failing',
  'too-long': 'failing',
  'file-unreachable': 'failing',
  'generation-failed': 'failing',
  'failed-and-refunded': 'failing',
  unauthorized: 'trouble',
  'insufficient-credits': 'trouble',
  'method-not-allowed': 'trouble',
  'upstream-silent': 'trouble',
  'already-exists': 'trouble',
  'rate-limited': 'trouble',
  'key-cap-reached': 'trouble',
  maintenance: 'trouble',
  internal: 'trouble',
  'feature-disabled': 'trouble',
};

const isEmpty = (data: unknown): boolean =>
  data === null || data === undefined || (Array.isArray(data) && data.length === 0);

const aboutTask = (
  api: Pick<ProviderApi, 'meaningOf'>,
  status: number,
  { code, data }: Omit<Envelope, 'msg'>,
): AboutTask => {
  if (status >= 500 || (status >= 300 && status < 400)) return 'trouble';
  const meaning = api.meaningOf(code);
  const about = meaning === null ? 'trouble' : BY_MEANING[meaning];
  if (about === 'failing') return about;
  if (status === 404) return 'invisible';
  if (status >= 400) return about === 'record' ? 'trouble' : about;
  // 0 and 201 were seen too, with the record (provider.md, 12.17).
  if (about === 'record' || ((code === 0 || code === 201) && !isEmpty(data)))
    return isEmpty(data) ? 'invisible' : 'record';
  return about;
};

const NOTHING: RecordReading = { report: { state: 'pending' }, upstreamTaskId: null, callbackUrl: null };

/** The report for an envelope with an error code and a record: an end in the record wins over the code. */
const readBeside = (reader: TaskReader, { id, parsed: { code, data }, message }: RecordAnswer): RecordReading => {
  const record = isEmpty(data) ? NOTHING : reader.readRecord(data, id);
  const { report } = record;
  const isEnd = report.state === 'failed' || report.state === 'succeeded' || report.state === 'undelivered';
  if (isEnd) return record;
  return { ...record, report: { ...failed({ code, message: message() }), state: 'failing' } };
};

/** An answer to a read of a record. */
export interface RecordAnswer {
  readonly status: number;
  readonly parsed: Omit<Envelope, 'msg'>;
  /** The provider's text in it without secrets; null without one. */
  readonly message: () => string | null;
  /** The task in question. */
  readonly id: string;
  /** The call, for messages. */
  readonly what: () => string;
}

/**
 * What an answer says about a task.
 *
 * @throws UpstreamUnavailableError when it says nothing; the provider's text is in its message.
 */
export const readRecordAnswer = (
  api: Pick<ProviderApi, 'meaningOf'>,
  reader: TaskReader,
  answer: RecordAnswer,
): RecordReading => {
  const { status, parsed, what, id, message } = answer;
  switch (aboutTask(api, status, parsed)) {
    case 'record':
      return reader.readRecord(parsed.data, id);
    case 'invisible':
      return { ...NOTHING, report: { state: 'invisible' } };
    case 'failing':
      return readBeside(reader, answer);
    case 'trouble':
      throw new UpstreamUnavailableError(
        `${what()}: HTTP ${status}, code ${parsed.code}: ${message() ?? 'no message'}`,
      );
  }
};
