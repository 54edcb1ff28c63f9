import { JOBS_CREATE_PATH, JOBS_RECORD_PATH } from '../../src/upstream/kie/wire/jobs.ts';
import { type Api, at, type ConformanceCase, expectMessage, expectValue } from './case.ts';
import { follow, NO_MODEL, UNKNOWN_TASK } from './steps.ts';

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
        ...expectValue(isUnknown, true, 'whether the code is 404 or 422', 'code'),
        ...expectValue(at(body, 'data'), null, 'data', 'shape'),
      ];
    },
  },
  {
    id: 'job-of-a-version',
    claim: 'a version of the music model is no model of a job',
    source: 'seen by a client',
    maxCredits: 0,
    ifAccepted: 0.4,
    run: async (api) => {
      const exchange = await api.post(JOBS_CREATE_PATH, { ...lyrics(api), model: 'V5' });
      return [...expectMessage(exchange, 'refused'), ...expectValue(at(exchange.body, 'code'), 422, 'code', 'code')];
    },
  },
  {
    id: 'music-job-without-a-known-model',
    claim: 'a job for an unknown model is refused with 422, or with 500 as some jobs are',
    source: 'docs.kie.ai: Create Task; 500 seen by a client',
    maxCredits: 0,
    // It has nothing else that a job needs: it cannot be bought, whatever is looked at first.
    run: async (api) => {
      const exchange = await api.post(JOBS_CREATE_PATH, {
        model: 'ai-music-api/generate',
        input: { model: NO_MODEL },
      });
      const isRefused = [422, 500].includes(Number(at(exchange.body, 'code')));
      return [
        ...expectMessage(exchange, 'refused'),
        ...expectValue(isRefused, true, 'whether the code is 422 or 500', 'code'),
      ];
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
