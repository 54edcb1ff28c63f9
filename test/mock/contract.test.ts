import { describe, expect, test } from 'vitest';
import { cases } from '../../mock-server/conformance/cases.ts';
import { jobCases } from '../../mock-server/conformance/job-cases.ts';
import { createApi, reportLines, runCases } from '../../mock-server/conformance/run.ts';
import { examples, schemaNames, violations } from '../../mock-server/contract/index.ts';
import { scenarios } from '../../mock-server/scenarios/index.ts';
import { styleAnswer } from '../../src/upstream/kie/wire/boost-style.ts';
import { DIALECTS, dialects } from '../../src/upstream/kie/wire/dialects.ts';
import { callbackTaskId, createdTaskId, credits, toEnvelope } from '../../src/upstream/kie/wire/envelope.ts';
import { readFileAnswer } from '../../src/upstream/kie/wire/file-upload.ts';
import { personaAnswer } from '../../src/upstream/kie/wire/generate-persona.ts';
import { readJobData } from '../../src/upstream/kie/wire/jobs.ts';
import { readCallbackBody, readRecordData } from '../../src/upstream/kie/wire/task.ts';
import { timestamps } from '../../src/upstream/kie/wire/timestamp-lyrics.ts';
import {
  MUSIC_RECORD,
  NOBODY,
  SEPARATION,
  SEPARATION_RECORD,
  startKie,
  startReceiver,
  VOCALS,
  vocals,
} from './support.ts';

const present = <T>(value: T | null): T => {
  if (value === null) throw new Error('cannot be read');
  return value;
};

const envelope = (body: unknown) => present(toEnvelope(body));
const data = (body: unknown): unknown => envelope(body).data;
const created = (body: unknown): string => present(createdTaskId(data(body)));

/** How the tolerant reader reads each kind of message; throws where it cannot. */
const readers: Readonly<Record<string, (body: unknown) => unknown>> = {
  created: created,
  credits: (body) => credits.parse(data(body)),
  'download-url': data,
  refused: envelope,
  unauthorized: envelope,
  'unknown-record': data,
  'music-callback': (body) => [callbackTaskId(body), readCallbackBody(body)],
  'music-record': (body) => readRecordData(data(body)),
  'job-created': created,
  'job-record': (body) => readJobData(data(body), null),
  'job-callback': (body) => [callbackTaskId(body), readJobData(data(body), null)],
  'separation-callback': (body) => [callbackTaskId(body), readCallbackBody(body)],
  'separation-record': (body) => readRecordData(data(body)),
  ...Object.fromEntries(
    ['lyrics', 'wav', 'video', 'cover', 'midi'].flatMap((family) => [
      [`${family}-callback`, (body: unknown) => [callbackTaskId(body), readCallbackBody(body)]],
      [`${family}-record`, (body: unknown) => readRecordData(data(body))],
    ]),
  ),
  'persona-answer': (body) => personaAnswer.parse(data(body)),
  'style-answer': (body) => styleAnswer.parse(data(body)),
  'timestamps-answer': (body) => timestamps.parse(data(body)),
  exists: created,
  uploaded: readFileAnswer,
  'upload-refused': readFileAnswer,
};

test('there is a reader for every schema', () => {
  expect(Object.keys(readers).sort()).toEqual([...schemaNames].sort());
});

/** The shape of a value: its keys and types, whatever the values; lists by their first item. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== 'object' || value === null) return value === null ? 'nothing' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shapeOf(member)]));
};

describe('the published examples', () => {
  test.each(examples())('$name fits its schema, and the tolerant reader takes it', ({ schema, body, source }) => {
    expect(source).not.toBe('');
    expect(violations(schema, body)).toEqual([]);
    expect(readers[schema]?.(body)).toBeDefined();
  });

  const separationLives = [
    ['separation-callback-vocal', 'sunoapi', 'separate_vocal', 'callback', ''],
    ['separation-callback-advanced', 'sunoapi', 'split_stem_advanced', 'callback', ''],
    ['separation-callback-failed', 'kie', 'separate_vocal', 'callback', 'error-after-first'],
    ['separation-callback-failed-sunoapi', 'sunoapi', 'separate_vocal', 'callback', 'error-after-first'],
    ['separation-record-vocal', 'kie', 'separate_vocal', 'record', ''],
    ['separation-record-vocal-sunoapi', 'sunoapi', 'separate_vocal', 'record', ''],
    ['separation-record-failed', 'kie', 'separate_vocal', 'record', 'error-after-first'],
  ] as const;

  test.each(separationLives)('%s has the shape of what the mock says', async (name, dialect, type, side, scenario) => {
    const kie = await startKie({ dialect });
    const receiver = await startReceiver();
    if (scenario) kie.mock.scenario(scenario, { operation: 'separation' });
    const parent = await kie.buy(VOCALS, vocals());
    await kie.mock.clock.jump(600_000);
    const audioId = (await kie.record(MUSIC_RECORD, parent)).data.response.sunoData[0]?.id;
    const taskId = await kie.buy(SEPARATION, {
      taskId: parent,
      audioId,
      type,
      stemName: 'Bass',
      callBackUrl: receiver.url,
    });
    await kie.mock.clock.jump(10_000);
    const said = side === 'callback' ? (await receiver.until(1)).body : await kie.record(SEPARATION_RECORD, taskId);
    expect(shapeOf(said)).toEqual(shapeOf(examples().find((example) => example.name === name)?.body));
  });

  const vocalsLives = [
    ['music-callback-text', 'kie', 1, 'callback', ''],
    ['music-callback-first', 'kie', 2, 'callback', ''],
    ['music-callback-complete', 'kie', 3, 'callback', ''],
    ['music-callback-complete-sunoapi', 'sunoapi', 3, 'callback', ''],
    ['music-callback-error', 'kie', 1, 'callback', 'failed-501'],
    ['music-record-pending', 'kie', 0, 'record', ''],
    ['music-record-failed', 'kie', 1, 'record', 'failed-413'],
  ] as const;

  test.each(vocalsLives)('%s has the shape of what the mock says', async (name, dialect, callbacks, side, scenario) => {
    const kie = await startKie({ dialect });
    const receiver = await startReceiver();
    if (scenario) kie.mock.scenario(scenario);
    const taskId = await kie.buy(VOCALS, vocals({ callBackUrl: receiver.url }));
    if (callbacks > 0) await kie.mock.clock.jump(10_000);
    const said = side === 'callback' ? (await receiver.until(callbacks)).body : await kie.record(MUSIC_RECORD, taskId);
    expect(shapeOf(said)).toEqual(shapeOf(examples().find((example) => example.name === name)?.body));
  });
});

describe('the tolerant reader takes whatever the mock says', () => {
  const tellable = scenarios.filter(({ plan, callback, record }) => plan || callback || record);

  test.each(tellable)('under $name', async ({ name }) => {
    const kie = await startKie({ hmacKey: 'k' });
    const receiver = await startReceiver();
    kie.mock.scenario(name);
    kie.mock.clock.start();
    kie.mock.settings.timeScale = 0;
    const [music, stems] = [
      await kie.buy(VOCALS, vocals({ callBackUrl: receiver.url })),
      await kie.buy(SEPARATION, {
        audioUrl: 'https://files.example.com/a.mp3',
        type: 'split_stem',
        callBackUrl: receiver.url,
      }),
    ];
    await kie.mock.clock.jump(60_000);
    expect(() => receiver.received.map(({ body }) => [readCallbackBody(body), readCallbackBody(body)])).not.toThrow();
    const [one, two] = [await kie.record(MUSIC_RECORD, music), await kie.record(SEPARATION_RECORD, stems)];
    expect(readRecordData(data(one))?.taskId).toBe(music);
    expect(readRecordData(data(two))?.taskId).toBe(stems);
  });
});

test.each(DIALECTS)(
  'every conformance case holds for the mock; on %s but for the codes of refusals',
  async (dialect) => {
    // The cases ask faster here than of the provider, where each purchase takes minutes.
    const { mock } = await startKie({ dialect, clock: {}, timeScale: 0, purchaseLimit: null });
    const api = createApi({
      url: mock.url,
      key: 'k',
      audioUrl: mock.sampleUrl,
      callBackUrl: NOBODY,
      creditsPath: dialects[dialect].creditsPath,
      pause: () => new Promise((resolve) => mock.clock.after(400, 'the next read', resolve)),
    });
    // The sibling brand has no jobs.
    const all = dialect === 'kie' ? [...cases, ...jobCases] : cases;
    const cost = all.reduce((sum, { maxCredits }) => sum + maxCredits, 0);
    const reports = await runCases(all, api, cost);
    const drifted = reports.filter(({ verdict }) => verdict !== 'agrees');
    const wordsOnly = dialect === 'sunoapi' ? drifted.filter(({ id }) => !id.includes('-without-')) : drifted;
    expect(reportLines(wordsOnly)).toEqual([]);
    expect(cost).toBeGreaterThan(0);
    expect(mock.ledger().reduce((sum, { credits: charged }) => sum + charged, 0)).toBeCloseTo(cost);
  },
);

test('drift is reported, and no case goes over the cost cap', async () => {
  const { mock } = await startKie({ clock: {}, timeScale: 0, purchaseLimit: null });
  mock.scenario('refused-404', { on: 'record' });
  const api = createApi({
    url: mock.url,
    key: 'k',
    audioUrl: mock.sampleUrl,
    callBackUrl: NOBODY,
    creditsPath: '/api/v1/chat/credit',
    pause: async () => undefined,
  });
  const reports = await runCases(cases, api, 0.3);
  expect(reports.filter(({ verdict }) => verdict === 'drifted').map(({ id }) => id)).toEqual([
    'unknown-music-record',
    'unknown-separation-record',
    'unknown-lyrics-record',
    'unknown-cover-record',
    'unknown-wav-record',
    'unknown-video-record',
    'unknown-midi-record',
  ]);
  const skipped = reports.filter(({ verdict }) => verdict === 'skipped').map(({ id }) => id);
  // What would cost too much, should it no longer be refused, is not asked for either.
  expect(skipped).toContain('add-vocals-without-title');
  expect(skipped.filter((id) => !id.includes('-without-'))).toEqual([
    'separate-vocal',
    'add-vocals',
    'generate-music',
    'upload-and-cover',
    'upload-and-extend',
    'add-instrumental',
    'generate-mashup',
    'replace-section',
    'generate-sounds',
    'lyrics',
    'style',
    'files-of-a-track',
    'notes-of-a-separation',
  ]);
  expect(reportLines(reports).join('\n')).toContain('- unknown-record: /code must be equal to constant');
  expect(mock.ledger()).toEqual([]);
});
