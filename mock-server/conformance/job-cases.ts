import { JOBS_CREATE_PATH, JOBS_RECORD_PATH } from '../../src/upstream/kie/wire/jobs.ts';
import { type Api, at, type ConformanceCase, expectMessage, expectValue } from './case.ts';
import { follow } from './steps.ts';

const UNKNOWN_TASK = '00000000000000000000000000000000';

const lyrics = ({ callBackUrl }: Api) => ({
  model: 'ai-music-api/generate-lyrics',
  callBackUrl,
  input: { prompt: 'A ferry leaves the harbour light' },
});

/** Claims about the jobs API, which kie.ai alone has (provider.md, 6.1 and 6.2). */
export const jobCases: readonly ConformanceCase[] = [
  {
    id: 'unknown-job',
    claim: 'an unknown job is an error, 404 or 422, and not data null with 200',
    source: 'docs.kie.ai: Get Task Details; seen by clients',
    maxCredits: 0,
    run: async (api) => {
      const { body } = await api.get(`${JOBS_RECORD_PATH}?taskId=${UNKNOWN_TASK}`);
      const isUnknown = at(body, 'code') === 404 || at(body, 'code') === 422;
      return [
        ...expectValue(isUnknown, true, 'whether the code is 404 or 422'),
        ...expectValue(at(body, 'data'), null, 'data'),
      ];
    },
  },
  {
    id: 'job-of-a-version',
    claim: 'a version of the music model is no model of a job',
    source: 'seen by a client',
    maxCredits: 0,
    run: async (api) => {
      const exchange = await api.post(JOBS_CREATE_PATH, { ...lyrics(api), model: 'V5' });
      return [...expectMessage(exchange, 'refused'), ...expectValue(at(exchange.body, 'code'), 422, 'code')];
    },
  },
  {
    id: 'lyrics-as-a-job',
    claim: 'lyrics are written as a job, for what they cost at their endpoint',
    source: 'docs.kie.ai: Create Task; Get Task Details; charged 0.4 by the reports of clients',
    maxCredits: 0.4,
    run: async (api) => {
      const exchange = await api.post(JOBS_CREATE_PATH, lyrics(api));
      const problems = expectMessage(exchange, 'job-created');
      const taskId = at(exchange.body, 'data', 'taskId');
      return problems.length > 0 ? problems : follow(api, JOBS_RECORD_PATH, taskId, 'job-record', 'state');
    },
  },
];
