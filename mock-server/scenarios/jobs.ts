import { isObject, type Json, type JsonObject } from '../core/json.ts';
import { json } from '../core/outcome.ts';
import { refusalBody } from '../dialect/answers.ts';
import { withData, without } from './rewrite.ts';
import { group, type RecordChange } from './scenario.ts';

/*
 * What the jobs API may say in other ways (provider.md, 6.2 to 6.5). On a task of an endpoint they change nothing.
 */

const isJob = (data: JsonObject): boolean => 'resultJson' in data;

const record =
  (change: (data: JsonObject) => JsonObject): RecordChange =>
  (envelope) =>
    withData(envelope, (data) => (isJob(data) ? change(data) : data));

/** Changes the results of a record that has some. */
const results = (change: (tree: JsonObject, data: JsonObject) => Json): RecordChange =>
  record((data) => {
    const tree = data['resultJson'];
    return isObject(tree) ? { ...data, resultJson: change(tree, data) } : data;
  });

const songUrls = (tree: JsonObject): Json => {
  const songs = Array.isArray(tree['data']) ? tree['data'].filter(isObject) : [];
  return songs.map((song) => song['audio_url'] ?? null);
};

/** Names of files in the records of endpoints. */
const FILE_NAMES: Readonly<Record<string, string>> = { 'convert-to-wav': 'audioWavUrl', 'create-video': 'videoUrl' };

const oldNames = (tree: JsonObject, operation: string): Json => {
  const { resultUrls, resultObject } = tree;
  const lyrics = isObject(resultObject) ? resultObject['lyricsData'] : undefined;
  if (lyrics !== undefined) return { data: lyrics };
  if (!Array.isArray(resultUrls)) return tree;
  const name = FILE_NAMES[operation];
  return name === undefined ? { images: resultUrls } : { [name]: resultUrls[0] ?? null };
};

export const jobScenarios = group('shape', [
  {
    name: 'job-queuing',
    about: 'A job is queuing before it is generating.',
    record: record((data) => (data['state'] === 'waiting' ? { ...data, state: 'queuing' } : data)),
  },
  {
    name: 'job-unknown-state',
    about: 'A job that is not done is in a state that no page names: rendering.',
    record: record((data) => (data['state'] === 'success' ? data : { ...data, state: 'rendering' })),
  },
  {
    name: 'job-record-spring',
    about: 'The record of a job is that of spring 2026: no updateTime, no progress, no creditsConsumed.',
    record: record((data) => without(data, 'updateTime', 'progress', 'creditsConsumed')),
  },
  {
    name: 'job-response-repeat',
    about: 'The record of a job repeats its results in response.',
    record: record((data) => ({ ...data, response: data['resultJson'] ?? null })),
  },
  {
    name: 'job-fail-code-empty',
    about: 'failCode and failMsg of a job are "" in place of null.',
    record: record((data) => ({ ...data, failCode: data['failCode'] ?? '', failMsg: data['failMsg'] ?? '' })),
  },
  {
    name: 'job-cost-time-ms',
    about: 'costTime of a job is in milliseconds, as its page says.',
    record: record((data) => {
      const { costTime } = data;
      return typeof costTime === 'number' ? { ...data, costTime: costTime * 1_000 } : data;
    }),
  },
  {
    name: 'job-cost-time-null',
    about: 'costTime of a job is null, also when it is done.',
    record: record((data) => ({ ...data, costTime: null })),
  },
  {
    name: 'job-param-single',
    about: 'The request in the record of a job is encoded once.',
    record: record((data) => ({ ...data, param: { model: data['model'] ?? null, input: {} } })),
  },
  {
    name: 'job-result-envelope',
    about: 'The results of a job stand in an envelope: {code, data, task_id}.',
    record: results((tree, { taskId = null }) => ({ code: 200, ...tree, task_id: taskId })),
  },
  {
    name: 'job-result-suno-data',
    about: 'The songs of a job are called sunoData.',
    record: results((tree) => ('data' in tree ? { sunoData: tree['data'] ?? null } : tree)),
  },
  {
    name: 'job-result-urls',
    about: 'The songs of a job are bare files: resultUrls.',
    record: results((tree) => ('data' in tree ? { resultUrls: songUrls(tree) } : tree)),
  },
  {
    name: 'job-result-doubled',
    about: 'The results of a job are encoded twice.',
    record: results((tree) => JSON.stringify(JSON.stringify(tree))),
  },
  {
    name: 'job-result-old-names',
    about: 'A file of a job has the name that it has in records of its endpoint, and lyrics stand in data.',
    record: (envelope, context) => results((tree) => oldNames(tree, context.task.operation))(envelope, context),
  },
  { name: 'job-result-object', about: 'The results of a job are no text, but an object.' },
  {
    name: 'job-result-broken',
    about: 'The results of a job break off in the middle.',
    record: results((tree) => JSON.stringify(tree).slice(0, 40)),
  },
  {
    name: 'job-result-late',
    about: 'A job is done for a while before its results are there.',
    value: { means: 'milliseconds after the purchase', unit: 'ms', default: 10_000 },
    record: (envelope, context) => (context.ageMs < context.value ? results(() => '')(envelope, context) : envelope),
  },
  { name: 'job-callback-stages', about: 'Callbacks of a job are those of its endpoint, stage by stage.' },
  { name: 'job-callback-both', about: 'A job is told of by callbacks in both forms.' },
  { name: 'job-inline-nested', about: 'A result in the answer to a job stands in an envelope of its own.' },
  { name: 'job-inline-task', about: 'A job whose result is in its answer as a rule answers with a task.' },
  {
    name: 'job-invalid-500',
    about: 'The purchase is refused with code 500 and words about a field.',
    call: {
      about: 'purchase',
      when: 'before',
      outcome: ({ dialect }) => json(200, refusalBody(dialect, 500, 'The prompt field is required')),
    },
  },
]);
