import { describe, expect, test } from 'vitest';
import { documentedCodes, examples, violations } from '../../mock-server/contract/index.ts';
import { scenarios } from '../../mock-server/scenarios/index.ts';
import { DIALECTS, type Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import { first, type Kie, NOBODY, SEPARATION, startKie, startReceiver, VOCALS, vocals } from './support.ts';

/** What the wire holds, as far as these tests look into it. */
interface Said {
  readonly code: number;
  readonly task_id?: string;
  readonly data: { readonly taskId?: string; readonly task_id?: string; readonly errorCode: number | null } | null;
}

interface Parents {
  readonly track: { readonly taskId: string; readonly audioId: string };
  readonly separation: string;
}

interface Family {
  readonly name: string;
  readonly path: string;
  readonly body: (parents: Parents) => object;
}

const FAMILIES: readonly Family[] = [
  { name: 'lyrics', path: '/api/v1/lyrics', body: () => ({ prompt: 'a ferry leaves the harbour light' }) },
  { name: 'wav', path: '/api/v1/wav/generate', body: ({ track }) => track },
  { name: 'video', path: '/api/v1/mp4/generate', body: ({ track }) => track },
  { name: 'cover', path: '/api/v1/suno/cover/generate', body: ({ track: { taskId } }) => ({ taskId }) },
  { name: 'midi', path: '/api/v1/midi/generate', body: ({ separation }) => ({ taskId: separation }) },
];

const recordOf = (path: string, taskId: string): string =>
  `${path.replace(/\/generate$/, '')}/record-info?taskId=${taskId}`;

/** Finished songs, and a separation of each. */
const makeParents = async ({ mock, buy, get }: Kie, count: number): Promise<readonly Parents[]> => {
  const songs = await Promise.all(Array.from({ length: count }, () => buy(VOCALS, vocals())));
  await mock.clock.jump(60_000);
  const parents = songs.map(async (taskId) => {
    const { body } = await get(`/api/v1/generate/record-info?taskId=${taskId}`);
    const track = { taskId, audioId: first(body.data.response.sunoData).id };
    return { track, separation: await buy(SEPARATION, { ...track, callBackUrl: NOBODY }) };
  });
  const made = await Promise.all(parents);
  await mock.clock.jump(60_000);
  return made;
};

const start = (dialect: Dialect) => startKie({ dialect, purchaseLimit: null, pollLimit: null, credits: 1e6 });

/** The shape of a value: its keys and types, whatever the values; lists by their first item. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== 'object' || value === null) return value === null ? 'nothing' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shapeOf(member)]));
};

const endings = scenarios.filter(({ group, name }) => group === 'ending' || name === 'callback-lies');

describe.each(DIALECTS)('on %s', (dialect) => {
  test('tasks of every family fit their schemas and codes, however they end', async () => {
    const kie = await start(dialect);
    const receiver = await startReceiver();
    const names = ['', ...endings.map(({ name }) => name)];
    const parents = await makeParents(kie, names.length);
    const tasks: { family: string; name: string; path: string; id: string }[] = [];
    for (const [index, name] of names.entries()) {
      const own = parents[index];
      if (!own) throw new Error('a parent for each');
      const mend = name === '' ? null : kie.mock.scenario(name);
      for (const { name: family, path, body } of FAMILIES) {
        const id = await kie.buy(path, { ...body(own), callBackUrl: receiver.url });
        tasks.push({ family, name, path, id });
        const pending = (await kie.get<Said>(recordOf(path, id))).body;
        expect([family, name, ...violations(`${family}-record`, pending)]).toEqual([family, name]);
      }
      mend?.();
    }
    await kie.mock.clock.jump(120_000);
    const posted = receiver.received.map(({ body }): Said => JSON.parse(JSON.stringify(body)));
    for (const { family, name, path, id } of tasks) {
      const callbacks = posted.filter(({ task_id, data }) => [task_id, data?.task_id, data?.taskId].includes(id));
      const record = (await kie.get<Said>(recordOf(path, id))).body;
      const codes = [...callbacks.map(({ code }) => code), record.data?.errorCode ?? 200];
      const unlisted = codes.filter((code) => !documentedCodes(dialect, `${family}-callback`).includes(code));
      expect({ family, name, unlisted }).toEqual({ family, name, unlisted: [] });
      // Which names no file, against its pages.
      if (name === 'success-without-files') continue;
      const problems = [
        ...callbacks.flatMap((body) => violations(`${family}-callback`, body)),
        ...violations(`${family}-record`, record),
      ];
      expect({ family, name, problems }).toEqual({ family, name, problems: [] });
    }
  });

  test('answers that hold a result, or the id of what exists, fit their schemas', async () => {
    const kie = await start(dialect);
    const [parents] = await makeParents(kie, 1);
    if (!parents) throw new Error('no parents');
    const { track } = parents;
    const answer = async (path: string, body: object) => (await kie.post(path, body)).body;
    const persona = { ...track, name: 'Ferry', description: 'warm' };
    const cover = { taskId: track.taskId, callBackUrl: NOBODY };
    const said = {
      'persona-answer': await answer('/api/v1/generate/generate-persona', persona),
      'style-answer': await answer('/api/v1/style/generate', { content: 'Pop' }),
      'timestamps-answer': await answer('/api/v1/generate/get-timestamped-lyrics', track),
      created: await answer('/api/v1/suno/cover/generate', cover),
      exists: await answer('/api/v1/suno/cover/generate', cover),
      uploaded: await answer('/api/file-url-upload', { fileUrl: kie.mock.sampleUrl, uploadPath: 'a' }),
      'upload-refused': await answer('/api/file-url-upload', { fileUrl: kie.mock.sampleUrl }),
    };
    for (const [schema, body] of Object.entries(said)) expect([schema, violations(schema, body)]).toEqual([schema, []]);
    for (const [schema, body] of Object.entries(said)) {
      const example = JSON.stringify(examples().find(({ name }) => name === schema)?.body);
      // The balance, which the mock leaves out, stands beside the price in the recorded answer.
      expect([schema, shapeOf(body)]).toEqual([
        schema,
        shapeOf(JSON.parse(example.replace(/"creditsRemaining":[^,]*,/, ''))),
      ]);
    }
  });
});

/** The message that each example shows, as the mock says it in the dialect of the example. */
const LIVES = [
  ['lyrics-callback', 'kie', 'callback', ''],
  ['lyrics-callback-sunoapi', 'sunoapi', 'callback', ''],
  ['lyrics-callback-failed', 'kie', 'callback', 'failed-400'],
  ['lyrics-record-pending', 'kie', 'pending', ''],
  ['lyrics-record-success', 'kie', 'record', ''],
  ['wav-callback', 'kie', 'callback', ''],
  ['wav-callback-failed', 'kie', 'callback', 'failed-500'],
  ['wav-record-pending', 'kie', 'pending', ''],
  ['wav-record-success', 'kie', 'record', ''],
  ['wav-record-failed', 'kie', 'record', 'failed-500'],
  ['video-callback', 'kie', 'callback', ''],
  ['video-callback-failed', 'kie', 'callback', 'failed-500'],
  ['video-record', 'kie', 'record', ''],
  ['video-record-sunoapi', 'sunoapi', 'record', ''],
  ['cover-callback', 'kie', 'callback', ''],
  ['cover-callback-failed', 'kie', 'callback', 'failed-501'],
  ['cover-record', 'kie', 'record', ''],
  ['cover-record-generating', 'kie', 'pending', 'cover-generating'],
  ['midi-callback', 'kie', 'callback', ''],
  ['midi-callback-sunoapi', 'sunoapi', 'callback', ''],
  ['midi-callback-failed', 'kie', 'callback', 'failed-500'],
  ['midi-record', 'kie', 'record', ''],
] as const;

test.each(LIVES)('the example %s has the shape of what the mock says', async (name, dialect, side, scenario) => {
  const kie = await start(dialect);
  const receiver = await startReceiver();
  const [parents] = await makeParents(kie, 1);
  const family = FAMILIES.find((one) => name.startsWith(one.name));
  if (!parents || !family) throw new Error('no parents, or no family');
  if (scenario) kie.mock.scenario(scenario);
  const id = await kie.buy(family.path, { ...family.body(parents), callBackUrl: receiver.url });
  const read = async () => (await kie.get(recordOf(family.path, id))).body;
  const pending = await read();
  await kie.mock.clock.jump(10_000);
  const callback = (await receiver.until(1)).body;
  const said = { pending, callback, record: await read() }[side];
  expect(shapeOf(said)).toEqual(shapeOf(examples().find((example) => example.name === name)?.body));
});
