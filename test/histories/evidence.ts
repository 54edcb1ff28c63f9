import type { OperationName } from '../../src/domain/operations/index.ts';
import type { WireAnswer } from '../support/wire-answer.ts';
import { yes } from '../support/wire-answer.ts';
import { jobCallback, jobDone, jobFailed, jobUnderWay, told } from './job-evidence.ts';
import { echoIn, formed, type Spelling, stateIn } from './spelling.ts';
import { failureOf, filesOf, LYRICS_TEXTS, type PaidFile, paidFor } from './truth.ts';

/* What the provider records and posts about its tasks, as it comes over the wire. */

/** A task of the provider's, as far as its records and callbacks tell of it. */
export interface Subject {
  readonly upstreamTaskId: string;
  readonly operation: OperationName;
  /** The API at which it was bought. */
  readonly api: string;
  readonly callbackUrl: string;
}

const trackIn = ({ beside }: Spelling, { url, id, duration }: PaidFile) => ({
  ...(beside !== 'no ids' && { id: beside === 'one id' ? 'one' : id }),
  audioUrl: url,
  duration,
});

const stemsIn = ({ beside }: Spelling, files: readonly PaidFile[]): object => {
  const rows = files.map(({ id, url, label, duration }) => ({
    id: beside === 'one id' ? 'one' : id,
    audio_url: url,
    duration,
    ...(beside !== 'no labels' && { stem_type_group_name: beside === 'one id' ? 'Kick' : label }),
  }));
  const flat = { vocalUrl: files[0]?.url, instrumentalUrl: files[1]?.url };
  return { ...(beside !== 'one id' && flat), ...(beside !== 'no ids' && { originData: rows }) };
};

const isJob = ({ api }: Subject): boolean => api === 'jobs';

const responseOf = (spelling: Spelling, operation: OperationName, files: readonly PaidFile[]): object => {
  if (operation === 'SEPARATE_VOCALS') return stemsIn(spelling, files);
  if (operation === 'GENERATE_LYRICS') {
    return { data: LYRICS_TEXTS.slice(0, files.length).map((text) => ({ text, status: 'complete' })) };
  }
  if (operation === 'CONVERT_TO_WAV') return { audioWavUrl: files[0]?.url ?? null };
  return { sunoData: files.map((file) => trackIn(spelling, file)) };
};

const recordOf = (subject: Subject, spelling: Spelling, state: string, rest: object): WireAnswer => {
  const { upstreamTaskId: taskId, callbackUrl } = subject;
  const record = { taskId, ...stateIn(spelling, state), response: null, ...rest, ...echoIn(spelling, callbackUrl) };
  return yes(formed(spelling, record));
};

/** A record in `state` with these files. */
export const recordWith = (
  subject: Subject,
  spelling: Spelling,
  state: string,
  files: readonly PaidFile[],
): WireAnswer => {
  // A job tells nothing before its end.
  if (isJob(subject)) {
    return told(spelling, state === 'SUCCESS' ? jobDone(subject, spelling, files) : jobUnderWay(subject, spelling));
  }
  return recordOf(subject, spelling, state, {
    response: responseOf(spelling, subject.operation, files),
    errorCode: 0,
  });
};

export const underWay = (subject: Subject, spelling: Spelling): WireAnswer =>
  isJob(subject)
    ? told(spelling, jobUnderWay(subject, spelling))
    : recordOf(subject, spelling, 'PENDING', { errorCode: null });

export const succeeded = (subject: Subject, spelling: Spelling): WireAnswer =>
  recordWith(subject, spelling, 'SUCCESS', paidFor(subject.operation, subject.upstreamTaskId));

/** A failure, in the place that the spelling says. */
export const failed = (subject: Subject, spelling: Spelling, isRefunded: boolean): WireAnswer => {
  const { message, upstreamCode: code } = failureOf(isRefunded);
  const no = { code, msg: message, data: null };
  const isInRecord = spelling.failure !== 'envelope' && spelling.failure !== 'HTTP status';
  if (isJob(subject) && isInRecord) return told(spelling, jobFailed(subject, spelling, isRefunded));
  switch (spelling.failure) {
    case 'state':
      return recordOf(subject, spelling, 'GENERATE_AUDIO_FAILED', { errorCode: code, errorMessage: message });
    case 'error code':
      return recordOf(subject, spelling, 'PENDING', { errorCode: code, errorMessage: message });
    case 'error code as text':
      return recordOf(subject, spelling, 'PENDING', { failCode: String(code), failMsg: message });
    case 'envelope':
      return { body: no };
    case 'HTTP status':
      return { status: 400, body: no };
  }
};

/** Ways of saying that there is no such task. */
export const NO_SUCH_TASK: readonly WireAnswer[] = [
  yes(null),
  yes([]),
  { body: { code: 404, msg: 'not found', data: null } },
  { status: 404, body: { code: 404, msg: 'not found', data: null } },
  { body: { code: 422, msg: 'record does not exist', data: null } },
  { body: { code: 422, msg: 'recordInfo is null', data: null } },
];

/** Ways of not saying anything about a task. */
export const TROUBLE: readonly WireAnswer[] = [
  { body: { code: 429, msg: 'slow down', data: null } },
  { body: { code: 430, msg: 'slow down', data: null } },
  { body: { code: 455, msg: 'maintenance', data: null } },
  { body: { code: 500, msg: 'internal', data: null } },
  { body: { code: 401, msg: 'key', data: null } },
  { status: 502, body: '<html>Bad gateway</html>' },
  { status: 200, body: '' },
];

/** A success of another task, told in answer to a question about `subject`: it names itself, or its callback URL. */
export const recordOfAnother = (subject: Subject, spelling: Spelling, other: Subject | null): WireAnswer => {
  const theirs = filesOf('theirs');
  if (other === null) {
    return recordWith({ ...subject, upstreamTaskId: 'another-task-1' }, spelling, 'SUCCESS', theirs);
  }
  const echo: Spelling = { ...spelling, echo: 'own' };
  return recordWith({ ...subject, callbackUrl: other.callbackUrl }, echo, 'SUCCESS', theirs);
};

export type Stage = 'text' | 'first' | 'complete' | 'error';

/** The body of a callback. Of a job, it is the record at the end, and before it as its endpoint would post it. */
export const callbackBody = (subject: Subject, stage: Stage, spelling: Spelling): object => {
  const { upstreamTaskId, operation } = subject;
  const code = stage === 'error' ? 501 : 200;
  const files = filesOf(upstreamTaskId);
  const isEnd = stage === 'complete' || stage === 'error';
  if (isJob(subject) && isEnd) {
    const isFailed = stage === 'error';
    return jobCallback(isFailed ? jobFailed(subject, spelling, false) : jobDone(subject, spelling, files), isFailed);
  }
  if (operation === 'SEPARATE_VOCALS') {
    return { code, msg: stage, data: { task_id: upstreamTaskId, vocal_removal_info: { vocal_url: files[0].url } } };
  }
  if (operation === 'CONVERT_TO_WAV') {
    return { code, msg: stage, data: { task_id: upstreamTaskId, audioWavUrl: code === 200 ? files[0].url : null } };
  }
  const shown = { text: [], error: [], first: files.slice(0, 1), complete: files }[stage];
  const rows = shown.map(({ id, url: audio_url }) => ({ id, audio_url }));
  const texts = LYRICS_TEXTS.map((text) => ({ text }));
  const isMusic = operation === 'ADD_VOCALS';
  const callbackType = isMusic ? stage : 'complete';
  return { code, msg: stage, data: { callbackType, task_id: upstreamTaskId, data: isMusic ? rows : texts } };
};
