import { JOBS, JOBS_MODEL_PREFIX } from '../../src/upstream/kie/wire/job-names.ts';
import { type WireAnswer, yes } from '../support/wire-answer.ts';
import type { Subject } from './evidence.ts';
import { echoIn, formed, type Spelling } from './spelling.ts';
import { failureOf, LYRICS_TEXTS, type PaidFile, TIMED } from './truth.ts';

/* What the jobs API records and posts about its tasks: one state at the end, and results as a text. */

const modelOf = (operation: Subject['operation']): string => {
  const [, job] = Object.entries(JOBS).find(([name]) => name === operation) ?? [];
  return JOBS_MODEL_PREFIX + (job?.model ?? 'none');
};

/** Results by operation, in one of the places in which they were seen. */
const treeOf = ({ operation }: Subject, { beside }: Spelling, files: readonly PaidFile[]): object => {
  if (operation === 'GENERATE_LYRICS') {
    const texts = LYRICS_TEXTS.slice(0, files.length).map((text) => ({ title: 'Ferry', text }));
    return beside === 'no labels' ? { data: texts } : { resultObject: { lyricsData: texts } };
  }
  if (operation === 'TIMESTAMP_LYRICS') return beside === 'no labels' ? { data: TIMED } : TIMED;
  if (operation === 'CONVERT_TO_WAV') return { resultUrls: files.slice(0, 1).map(({ url }) => url) };
  const songs = files.map(({ id, url, duration }) => ({
    ...(beside !== 'no ids' && { id: beside === 'one id' ? 'one' : id }),
    audio_url: url,
    duration,
  }));
  return beside === 'no labels' ? { sunoData: songs } : { data: songs };
};

/** The request, as records repeat it; what is repeated of the callback URL is in it. */
const paramOf = ({ callbackUrl }: Subject, spelling: Spelling): string => {
  const echo = spelling.echo === 'in the request' ? 'own' : spelling.echo;
  const { callbackUrl: callBackUrl } = echoIn({ ...spelling, echo }, callbackUrl);
  return JSON.stringify({ input: '{}', callBackUrl });
};

const recordOf = (subject: Subject, spelling: Spelling, state: string, rest: object) => ({
  taskId: subject.upstreamTaskId,
  model: modelOf(subject.operation),
  state,
  param: paramOf(subject, spelling),
  resultJson: '',
  failCode: spelling.beside === 'everything' ? '' : null,
  failMsg: spelling.beside === 'everything' ? '' : null,
  ...rest,
});

/** The record of a job that is done with these files; with none, its results are late. */
export const jobDone = (subject: Subject, spelling: Spelling, files: readonly PaidFile[]): object => {
  const results = JSON.stringify(treeOf(subject, spelling, files));
  // Some were seen encoded twice.
  const resultJson = spelling.letters === 'blanks' ? JSON.stringify(results) : results;
  return recordOf(subject, spelling, 'success', { resultJson: files.length === 0 ? '' : resultJson });
};

export const jobUnderWay = (subject: Subject, spelling: Spelling): object =>
  recordOf(subject, spelling, spelling.letters === 'blanks' ? 'waiting' : 'generating', { progress: 40 });

export const jobFailed = (subject: Subject, spelling: Spelling, isRefunded: boolean): object => {
  const { message, upstreamCode } = failureOf(isRefunded);
  const bill = spelling.beside === 'everything' ? { creditsConsumed: isRefunded ? 0 : 12 } : {};
  return recordOf(subject, spelling, 'fail', { failCode: String(upstreamCode), failMsg: message, ...bill });
};

export const told = (spelling: Spelling, record: object): WireAnswer => yes(formed(spelling, record));

/** The body of a callback: the record, at the end. */
export const jobCallback = (record: object, isFailed: boolean): object => ({
  code: isFailed ? 501 : 200,
  msg: isFailed ? 'failed' : 'success',
  data: record,
});
