import { describe, expect, it } from 'vitest';
import { OPERATION_NAMES } from '../../src/domain/operations/index.ts';
import { JOBS } from '../../src/upstream/kie/wire/job-names.ts';
import type { JobCase } from '../support/job-case.ts';
import { JOB_CASES } from '../support/jobs.ts';
import { createWireWorld, yes } from '../support/wire-world.ts';

const begin = async ({ operation, input, model }: JobCase) => {
  const world = createWireWorld({ jobs: OPERATION_NAMES });
  const { task } = await world.buy({ operation, input });
  await world.start();
  const record = (rest: object) => yes({ taskId: 'up-1', model: `ai-music-api/${model}`, ...rest });
  return { world, id: task.id, record };
};

describe.each(JOB_CASES)('$operation as a job, $about', (job) => {
  it('is sent in the words of the provider', async () => {
    const { world } = await begin(job);
    const callBackUrl = expect.stringMatching(/^https:\/\/gateway\.example\/callbacks\//);
    const body = { model: `ai-music-api/${job.model}`, callBackUrl, input: job.sent };
    expect(world.sent).toEqual([{ path: '/api/v1/jobs/createTask', body }]);
  });

  it('ends by polling alone', async () => {
    const { world, id, record } = await begin(job);
    world.say.record = record({ state: 'success', resultJson: JSON.stringify(job.result), creditsConsumed: 1.5 });
    await world.clock.advance(60_000);
    expect(await world.task(id)).toMatchObject({ status: 'SUCCEEDED', output: job.output, creditsConsumed: 1.5 });
    expect(world.oddities).toEqual([]);
  });

  it('ends by a callback, which the record confirms', async () => {
    const { world, id, record } = await begin(job);
    const data = { taskId: 'up-1', state: 'success', resultJson: JSON.stringify(job.result) };
    world.say.record = record(data);
    await world.callback(id, { code: 200, msg: 'success', data });
    await world.clock.advance(2_000);
    expect(await world.task(id)).toMatchObject({ status: 'SUCCEEDED', output: job.output });
  });

  it('fails with the words of the provider', async () => {
    const { world, id, record } = await begin(job);
    world.say.record = record({ state: 'fail', failCode: '501', failMsg: 'no such tune', resultJson: '' });
    await world.clock.advance(60_000);
    const error = { code: 'GENERATION_FAILED', message: 'no such tune', upstreamCode: 501 };
    expect(await world.task(id)).toMatchObject({ status: 'FAILED', error });
  });
});

it.each([
  ['GENERATE_PERSONA', { personaId: 'p-1', name: 'Ann' }, { kind: 'persona', personaId: 'p-1' }],
  ['BOOST_STYLE', { code: 200, msg: 'ok', data: { result: 'Warm folk.' } }, { kind: 'style', text: 'Warm folk.' }],
])('%s may be done with its answer', async (operation, data, output) => {
  const job = JOB_CASES.find((one) => one.operation === operation);
  const world = createWireWorld({ jobs: OPERATION_NAMES });
  world.say.create = yes(data);
  const { task } = await world.buy({ ...(job && { operation: job.operation, input: job.input }) });
  expect(task).toMatchObject({ status: 'SUCCEEDED', charge: 'CHARGED', output });
});

it('what the jobs API has is known to the gateway, and tested here or by itself', () => {
  const names = Object.keys(JOBS);
  expect(names.filter((name) => !OPERATION_NAMES.some((operation) => operation === name))).toEqual([]);
  const tested = [...JOB_CASES.map(({ operation }) => operation), 'ADD_VOCALS', 'GENERATE_LYRICS', 'TIMESTAMP_LYRICS'];
  expect(new Set(tested)).toEqual(new Set(names));
});

it.each(['SEPARATE_VOCALS', 'GENERATE_MIDI', 'GENERATE_MASHUP'])('%s stays at its own endpoint', (name) => {
  expect(Object.keys(JOBS)).not.toContain(name);
});
