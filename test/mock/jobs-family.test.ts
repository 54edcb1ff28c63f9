import { expect, test } from 'vitest';
import type { Transport } from '../../src/upstream/kie/transport.ts';
import { JOBS } from '../../src/upstream/kie/wire/job-names.ts';
import { addVocalsInput } from '../support/bodies.ts';
import { createTestDomain } from '../support/domain.ts';
import { JOB_CASES } from '../support/jobs.ts';
import { jobsBehind } from '../support/kie.ts';
import { CREATE, READ } from './scenarios/jobs.ts';
import { type Kie, startKie } from './support.ts';

const source = { taskId: 'song', audioId: 'one' };
const CASES = [
  ...JOB_CASES.map(({ operation, about, input }) => ({ operation, about, input })),
  { operation: 'ADD_VOCALS', about: 'plainly', input: addVocalsInput },
  { operation: 'GENERATE_LYRICS', about: 'plainly', input: { prompt: 'a ferry at night' } },
  { operation: 'TIMESTAMP_LYRICS', about: 'plainly', input: { source } },
] as const;

/** A finished track of the mock's, bought as a job. */
const makeTrack = async (kie: Kie) => {
  const input = {
    custom_mode: true,
    instrumental: false,
    model: 'V5',
    title: 'Ferry',
    style: 'folk',
    lyrics: 'La la la',
  };
  const taskId = await kie.buy(CREATE, { model: 'ai-music-api/generate', input });
  await kie.mock.clock.jump(60_000);
  const { body } = await kie.get<{ data: { resultJson: string } }>(`${READ}?taskId=${taskId}`);
  return { taskId, audioId: String(JSON.parse(body.data.resultJson).data[0].id) };
};

const transportTo = (kie: Kie): Transport => {
  const toResponse = ({ status, body }: { status: number; body: unknown }) => ({
    status,
    body: JSON.stringify(body),
    retryAfterMs: null,
  });
  return {
    get: async (path) => toResponse(await kie.get(path)),
    post: async (path, body) => toResponse(await kie.post(path, body)),
    close: () => Promise.resolve(),
  };
};

test.each(CASES)('$operation, $about, is sold as a job and read by the gateway', async ({ operation, input }) => {
  const kie = await startKie();
  const { taskId, audioId } = await makeTrack(kie);
  await kie.admin('POST', '/scenarios', { scenario: 'callback-lost' });
  const own = JSON.stringify(input).replaceAll(':"song"', `:"${taskId}"`).replaceAll(':"one"', `:"${audioId}"`);
  const provider = jobsBehind(transportTo(kie));
  const world = createTestDomain({ change: { provider } });
  const before = kie.mock.ledger().length;
  const { task } = await world.buy({ operation, input: { ...JSON.parse(own), ...shorter(operation, { ...input }) } });
  const [charge, ...more] = kie.mock.ledger().slice(before);
  expect(more).toEqual([]);
  await kie.mock.clock.jump(60_000);
  await world.start();
  await world.clock.advance(60_000);
  const ended = await world.task(task.id);
  expect(ended).toMatchObject({ api: 'jobs', status: 'SUCCEEDED', charge: 'CHARGED' });
  // A result that came with the answer has no record, and so no bill.
  expect(ended?.creditsConsumed).toBe(ended?.upstreamTaskId === null ? null : charge?.credits);
});

/** The tracks of this mock last 20 seconds. */
function shorter(operation: string, given: Readonly<Record<string, unknown>>): object {
  if (operation === 'REPLACE_SECTION') return { infillStart: 5, infillEnd: 15 };
  return given['continueAt'] === 60.5 ? { continueAt: 12 } : {};
}

test('every job is sold', () => {
  expect(new Set(CASES.map(({ operation }) => operation))).toEqual(new Set(Object.keys(JOBS)));
});
