import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasResults } from '../../src/domain/outputs/output.ts';
import { UpstreamUnavailableError } from '../../src/domain/tasks/errors.ts';
import type { Figures, Report } from '../../src/domain/tasks/lifecycle/evidence.ts';
import type { Transport } from '../../src/upstream/kie/transport.ts';
import { callbackTaskId } from '../../src/upstream/kie/wire/envelope.ts';
import { createUnreachableJobs, jobsBehind } from '../support/kie.ts';
import { aLyricsTask, aMusicTask, aTimestampsTask } from '../support/tasks.ts';

interface CallbackFixture {
  readonly about: string;
  readonly source: string;
  readonly body: unknown;
  readonly taskId: string | null;
  readonly report: Report;
}

interface RecordFixture {
  readonly about: string;
  readonly source: string;
  readonly status: number;
  readonly body: unknown;
  readonly report: Report | 'unavailable';
  /** Null where the answer has no record. */
  readonly figures: Figures | null;
  readonly callbackUrl: string | null;
}

interface AnswerFixture {
  readonly about: string;
  readonly source: string;
  readonly body: unknown;
  readonly outcome: object;
}

const load = (name: string) => JSON.parse(readFileSync(new URL(`fixtures/kie/${name}.json`, import.meta.url), 'utf8'));

const answering = (body: unknown, status = 200) => {
  const calls: string[] = [];
  const answer = async (path: string) => {
    calls.push(path);
    return { status, body: JSON.stringify(body), retryAfterMs: null };
  };
  const transport: Transport = { get: answer, post: answer, close: () => Promise.resolve() };
  return { provider: jobsBehind(transport), calls };
};

const upstreamTaskId = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const bought = { api: 'jobs', upstreamTaskId } as const;

describe.each([
  { family: 'music', task: aMusicTask(bought) },
  { family: 'lyrics', task: aLyricsTask(bought) },
  { family: 'timestamps', task: aTimestampsTask(bought) },
])('a record of a job: $family', ({ family, task }) => {
  const records: RecordFixture[] = load(`jobs-${family}-records`);

  it.each(records)('$about ($source)', async ({ body, status, report, figures, callbackUrl }) => {
    const { provider, calls } = answering(body, status);
    const read = provider.readRecord(task);
    if (report === 'unavailable') await expect(read).rejects.toThrow(UpstreamUnavailableError);
    else if (figures === null) expect(await read).toEqual({ report, callbackUrl, upstreamTaskId: null });
    else expect(await read).toEqual({ report, callbackUrl, upstreamTaskId, figures });
    const [first, ...others] = calls;
    expect(first).toBe(`/api/v1/jobs/recordInfo?taskId=${upstreamTaskId}`);
    // A finished task without results is looked for at its endpoint.
    const isEmpty = report !== 'unavailable' && report.state === 'succeeded' && !hasResults(report.output);
    expect(others).toHaveLength(isEmpty && family !== 'timestamps' ? 1 : 0);
  });
});

describe.each([
  { family: 'music', task: aMusicTask(bought) },
  { family: 'lyrics', task: aLyricsTask(bought) },
])('a callback of a job: $family', ({ family, task }) => {
  const callbacks: CallbackFixture[] = load(`jobs-${family}-callbacks`);

  it.each(callbacks)('$about ($source)', ({ body, taskId, report }) => {
    expect(callbackTaskId(body)).toBe(taskId);
    expect(createUnreachableJobs().readCallback(task, body)).toEqual(report);
  });

  it('nonsense decides nothing', () => {
    for (const body of [null, 1, 'text', [], {}, { data: [] }, { data: { state: {} } }, { data: { state: [] } }]) {
      expect(['unclear', 'failed', 'pending']).toContain(createUnreachableJobs().readCallback(task, body).state);
    }
  });
});

describe('the answer to a job that may hold its result', () => {
  const answers: AnswerFixture[] = load('jobs-timestamps-answers');

  it.each(answers)('$about ($source)', async ({ body, outcome }) => {
    const { provider, calls } = answering(body);
    const task = aTimestampsTask({ api: 'jobs' });
    expect(await provider.purchase(task, 'https://gateway.example.com/hooks/tok')).toMatchObject(outcome);
    expect(calls).toEqual(['/api/v1/jobs/createTask']);
  });
});
