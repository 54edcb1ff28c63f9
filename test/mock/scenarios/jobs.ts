import { expect } from 'vitest';
import { NOBODY, startKie, startReceiver } from '../support.ts';
import type { Proof, Proofs } from './proof.ts';

export const CREATE = '/api/v1/jobs/createTask';
export const READ = '/api/v1/jobs/recordInfo';

/** A job that adds vocals. */
export const vocalsJob = (more: Record<string, unknown> = {}) => ({
  model: 'ai-music-api/add-vocals',
  callBackUrl: NOBODY,
  input: {
    upload_url: 'https://files.example.com/take1.mp3',
    lyrics: '[Verse] A ferry leaves the harbour light',
    title: 'Night Ferry',
    style: 'folk, calm',
    negative_tags: 'heavy metal',
    model: 'V5',
  },
  ...more,
});

/** A record of a job, as far as tests look into it. */
export interface JobRecord {
  readonly taskId: string;
  readonly model: string;
  readonly state: string;
  readonly param: string;
  readonly resultJson: string;
  readonly failCode: string | null;
  readonly failMsg: string | null;
  readonly costTime: number | null;
  readonly progress: number;
  readonly creditsConsumed: number;
  readonly completeTime: number | null;
  readonly response: unknown;
}

interface JobAnswer {
  readonly code: number;
  readonly msg: string;
  readonly data: JobRecord;
}

export const jobUnder = async (scenario: string | null) => {
  const kie = await startKie();
  const receiver = await startReceiver();
  if (scenario !== null) await kie.admin('POST', '/scenarios', { scenario });
  const taskId = await kie.buy(CREATE, vocalsJob({ callBackUrl: receiver.url }));
  const read = async (): Promise<JobAnswer> => (await kie.get<JobAnswer>(`${READ}?taskId=${taskId}`)).body;
  const done = async (): Promise<JobRecord> => {
    await kie.mock.clock.jump(60_000);
    return (await read()).data;
  };
  return { kie, receiver, taskId, read, done };
};

const songs = [
  expect.objectContaining({ id: expect.any(String), audio_url: expect.stringMatching(/\.mp3$/) }),
  expect.objectContaining({ id: expect.any(String) }),
];

/** The results of a finished job, once their text is read. */
const yields =
  (scenario: string, results: unknown): Proof =>
  async () => {
    const { resultJson } = await (await jobUnder(scenario)).done();
    expect(JSON.parse(resultJson)).toEqual(results);
  };

const finished =
  (scenario: string, look: (record: JobRecord) => void): Proof =>
  async () =>
    look(await (await jobUnder(scenario)).done());

const begun =
  (scenario: string, state: string): Proof =>
  async () => {
    const { read } = await jobUnder(scenario);
    expect((await read()).data).toMatchObject({ state, resultJson: '' });
  };

/** The answer to a job that times lyrics of a track of this mock. */
const inlineUnder = async (scenario: string) => {
  const { kie, taskId, done } = await jobUnder(null);
  const { data } = JSON.parse((await done()).resultJson);
  await kie.admin('POST', '/scenarios', { scenario });
  const input = { task_id: taskId, audio_id: data[0].id };
  const { body } = await kie.post<{ data: Record<string, unknown> }>(CREATE, {
    model: 'ai-music-api/timeStamped-lyrics',
    input,
  });
  return { kie, data: body.data };
};

const stagesOf = async (scenario: string) => {
  const { kie, receiver } = await jobUnder(scenario);
  await kie.mock.clock.jump(60_000);
  return receiver.received.map(({ body: { data } }) => ('state' in data ? 'record' : data.callbackType));
};

export const jobProofs: Proofs = {
  'job-queuing': begun('job-queuing', 'queuing'),
  'job-unknown-state': begun('job-unknown-state', 'rendering'),
  'job-record-spring': finished('job-record-spring', (record) => {
    expect(Object.keys(record)).not.toEqual(expect.arrayContaining(['progress']));
    expect(record).toMatchObject({ state: 'success', completeTime: expect.any(Number) });
    expect([record.creditsConsumed, record.progress]).toEqual([undefined, undefined]);
  }),
  'job-response-repeat': finished('job-response-repeat', ({ resultJson, response }) =>
    expect(response).toEqual(JSON.parse(resultJson)),
  ),
  'job-fail-code-empty': finished('job-fail-code-empty', (record) =>
    expect(record).toMatchObject({ failCode: '', failMsg: '' }),
  ),
  'job-cost-time-ms': finished('job-cost-time-ms', ({ costTime }) => expect(costTime).toBe(4_000)),
  'job-cost-time-null': finished('job-cost-time-null', ({ costTime }) => expect(costTime).toBeNull()),
  'job-param-single': finished('job-param-single', ({ param }) =>
    expect(param).toEqual({ model: 'ai-music-api/add-vocals', input: {} }),
  ),
  'job-result-envelope': yields('job-result-envelope', { code: 200, data: songs, task_id: expect.any(String) }),
  'job-result-suno-data': yields('job-result-suno-data', { sunoData: songs }),
  'job-result-urls': yields('job-result-urls', { resultUrls: [expect.stringMatching(/\.mp3$/), expect.any(String)] }),
  'job-result-old-names': async () => {
    const { kie, taskId, done } = await jobUnder('job-result-old-names');
    const { data } = JSON.parse((await done()).resultJson);
    const track = { task_id: taskId, audio_id: data[0].id };
    const resultOf = async (model: string, input: object): Promise<unknown> => {
      const id = await kie.buy(CREATE, { model: `ai-music-api/${model}`, input });
      await kie.mock.clock.jump(10_000);
      return JSON.parse((await kie.get<JobAnswer>(`${READ}?taskId=${id}`)).body.data.resultJson);
    };
    const url = expect.stringMatching(/^http/);
    expect(await resultOf('convert-to-wav-format', track)).toEqual({ audioWavUrl: url });
    expect(await resultOf('create-music-video', track)).toEqual({ videoUrl: url });
    expect(await resultOf('cover-generate', { task_id: taskId })).toEqual({ images: [url, url] });
    const variant = expect.objectContaining({ text: expect.any(String) });
    expect(await resultOf('generate-lyrics', { prompt: 'a ferry' })).toEqual({ data: [variant, variant] });
  },
  'job-result-doubled': finished('job-result-doubled', ({ resultJson }) =>
    expect(JSON.parse(JSON.parse(resultJson))).toEqual({ data: songs }),
  ),
  'job-result-object': finished('job-result-object', ({ resultJson }) => expect(resultJson).toEqual({ data: songs })),
  'job-result-broken': finished('job-result-broken', ({ resultJson }) => {
    expect(resultJson).toMatch(/^\{"data"/);
    expect(() => JSON.parse(resultJson)).toThrow();
  }),
  'job-result-late': async () => {
    const { kie, read, done } = await jobUnder('job-result-late');
    await kie.mock.clock.jump(8_000);
    expect((await read()).data).toMatchObject({ state: 'success', resultJson: '' });
    expect(JSON.parse((await done()).resultJson)).toEqual({ data: songs });
  },
  'job-callback-stages': async () => {
    expect(await stagesOf('job-callback-stages')).toEqual(['text', 'first', 'complete']);
  },
  'job-callback-both': async () => {
    expect((await stagesOf('job-callback-both')).sort()).toEqual(['complete', 'first', 'record', 'text']);
  },
  'job-inline-nested': async () => {
    const { data } = await inlineUnder('job-inline-nested');
    expect(data).toMatchObject({ code: 200, data: { alignedWords: expect.any(Array) } });
  },
  'job-inline-task': async () => {
    const { kie, data } = await inlineUnder('job-inline-task');
    expect(data).toEqual({ taskId: data['recordId'], recordId: expect.any(String) });
    const { body } = await kie.get<JobAnswer>(`${READ}?taskId=${data['taskId']}`);
    expect(JSON.parse(body.data.resultJson)).toMatchObject({ alignedWords: expect.any(Array) });
  },
  'job-invalid-500': async () => {
    const kie = await startKie();
    await kie.admin('POST', '/scenarios', { scenario: 'job-invalid-500' });
    const { body } = await kie.post(CREATE, vocalsJob());
    expect(body).toEqual({ code: 500, msg: 'The prompt field is required', data: null });
    expect(kie.mock.ledger()).toEqual([]);
  },
};
