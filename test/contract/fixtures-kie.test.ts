import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { OperationName } from '../../src/domain/operations/index.ts';
import { UpstreamUnavailableError } from '../../src/domain/tasks/errors.ts';
import type { Report } from '../../src/domain/tasks/lifecycle/transition.ts';
import type { Transport } from '../../src/upstream/kie/transport.ts';
import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import { callbackTaskId } from '../../src/upstream/kie/wire/envelope.ts';
import { createUnreachableKie, kieBehind } from '../support/kie.ts';
import {
  aCoverTask,
  aLyricsTask,
  aMidiTask,
  aMusicTask,
  aSectionTask,
  aTask,
  aVideoTask,
  aWavTask,
} from '../support/tasks.ts';

interface CallbackFixture {
  readonly about: string;
  readonly source: string;
  readonly dialect: Dialect;
  readonly body: unknown;
  readonly taskId: string | null;
  readonly report: Report;
}

interface RecordFixture {
  readonly about: string;
  readonly source: string;
  readonly dialect: Dialect;
  readonly status: number;
  /** A text where it is no JSON. */
  readonly body: unknown;
  readonly report: Report | 'unavailable';
  readonly callbackUrl: string | null;
}

const load = (name: string) => JSON.parse(readFileSync(new URL(`fixtures/kie/${name}.json`, import.meta.url), 'utf8'));

const families = [
  { family: 'separation', operation: 'SEPARATE_VOCALS', task: aTask },
  { family: 'music', operation: 'ADD_VOCALS', task: aMusicTask },
  { family: 'song', operation: 'REPLACE_SECTION', task: aSectionTask },
  { family: 'lyrics', operation: 'GENERATE_LYRICS', task: aLyricsTask },
  { family: 'wav', operation: 'CONVERT_TO_WAV', task: aWavTask },
  { family: 'video', operation: 'CREATE_VIDEO', task: aVideoTask },
  { family: 'cover', operation: 'GENERATE_COVER', task: aCoverTask },
  { family: 'midi', operation: 'GENERATE_MIDI', task: aMidiTask },
] as const satisfies readonly { family: string; operation: OperationName; task: unknown }[];

/** Where each family keeps its records. */
const FOLDERS: Readonly<Record<string, string>> = {
  SEPARATE_VOCALS: 'vocal-removal',
  ADD_VOCALS: 'generate',
  REPLACE_SECTION: 'generate',
  GENERATE_LYRICS: 'lyrics',
  CONVERT_TO_WAV: 'wav',
  CREATE_VIDEO: 'mp4',
  GENERATE_COVER: 'suno/cover',
  GENERATE_MIDI: 'midi',
};

describe.each(families)('$family', ({ family, operation, task }) => {
  const callbacks: CallbackFixture[] = load(`${family}-callbacks`);
  const records: RecordFixture[] = load(`${family}-records`);

  it.each(callbacks)('a callback: $about ($source)', ({ body, dialect, taskId, report }) => {
    expect(callbackTaskId(body)).toBe(taskId);
    expect(createUnreachableKie(dialect).readCallback(task(), body)).toEqual(report);
  });

  it.each(records)('a record: $about ($source)', async ({ body, status, dialect, report, callbackUrl }) => {
    const paths: string[] = [];
    const transport: Transport = {
      get: async (path) => {
        paths.push(path);
        return { status, body: typeof body === 'string' ? body : JSON.stringify(body), retryAfterMs: null };
      },
      post: () => Promise.reject(new Error('a record is read, not bought')),
      close: () => Promise.resolve(),
    };
    const read = kieBehind(transport, dialect).readRecord(task({ upstreamTaskId: 'up/1' }));
    if (report === 'unavailable') await expect(read).rejects.toThrow(UpstreamUnavailableError);
    else expect(await read).toMatchObject({ report, callbackUrl });
    expect(paths).toEqual([`/api/v1/${FOLDERS[operation]}/record-info?taskId=up%2F1`]);
  });

  it('callbacks read the same in both dialects, but for their codes', () => {
    for (const { body, report } of callbacks) {
      for (const dialect of ['kie', 'sunoapi'] as const) {
        expect(createUnreachableKie(dialect).readCallback(task(), body)).toEqual(report);
      }
    }
  });

  it('nonsense is a report that decides nothing', () => {
    for (const body of [null, 1, 'text', [], {}, { data: [] }, { data: { data: {} } }, { code: {} }, { code: 200 }]) {
      const report = createUnreachableKie('kie').readCallback(task(), body);
      // Whatever it reads as, it cannot end a task by itself: the record is asked.
      expect(['unclear', 'failed', 'succeeded']).toContain(report.state);
      expect(callbackTaskId(body)).toBeNull();
    }
  });
});

describe("the task id in a callback's body", () => {
  it.each([
    ['a number', { data: { task_id: 12 } }, '12'],
    ['an empty string beside a good one', { taskId: 'up', data: { task_id: '' } }, 'up'],
    ['blanks', { data: { task_id: ' ' } }, null],
    ['something that is no id', { data: { task_id: '../up' } }, null],
    ['far too long', { data: { task_id: 'x'.repeat(129) } }, null],
    ['an object', { data: { task_id: {} } }, null],
    ['a data list of one', { data: [{ task_id: 'up' }] }, 'up'],
    ['a data list of two', { data: [{ task_id: 'up' }, { task_id: 'down' }] }, null],
    ['data as JSON text', { data: '{"task_id":"up"}' }, 'up'],
    ['inherited names only', { data: { constructor: 'up', ['__proto__']: 'up' } }, null],
  ])('%s', (_name, body, expected) => expect(callbackTaskId(body)).toBe(expected));
});
