import { expect, test } from 'vitest';
import { documentedCodes } from '../../mock-server/contract/index.ts';
import { scenarios } from '../../mock-server/scenarios/index.ts';
import { DIALECTS } from '../../src/upstream/kie/wire/dialects.ts';
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

const LYRICS = '/api/v1/lyrics';
const LYRICS_RECORD = '/api/v1/lyrics/record-info';

const endings = scenarios.filter(({ group, name }) => group === 'ending' || name === 'callback-lies');

test.each(DIALECTS)('%s posts and records only codes that its callback pages list', async (dialect) => {
  const { buy, mock, record } = await startKie({ dialect, purchaseLimit: null, credits: 1e6 });
  const receiver = await startReceiver();
  const bought = async (magic: string, uploadUrl: string) => {
    const song = { uploadUrl, title: `a song ${magic}`, callBackUrl: receiver.url };
    const music = await buy(VOCALS, vocals(song));
    const audioUrl = `${uploadUrl}?${encodeURIComponent(magic)}`;
    const separation = await buy(SEPARATION, { audioUrl, callBackUrl: receiver.url });
    const lyrics = await buy(LYRICS, { prompt: `a ferry ${magic}`, callBackUrl: receiver.url });
    return [
      { id: music, list: 'music-callback', read: MUSIC_RECORD },
      { id: separation, list: 'separation-callback', read: SEPARATION_RECORD },
      { id: lyrics, list: 'lyrics-callback', read: LYRICS_RECORD },
    ];
  };
  const tasks = [
    ...(await Promise.all(endings.map(({ name }) => bought(`[mock:${name}]`, 'https://files.example.com/a.mp3')))),
    // An upload that cannot be fetched, and one that is no sound.
    await bought('', NOBODY),
    await bought('', `${mock.url}/__mock/openapi.json`),
  ].flat();
  await mock.clock.jump(120_000);
  for (const { id, list, read } of tasks) {
    const codes = receiver.received
      .filter(({ body }) => [body.data.task_id, body.data.taskId].includes(id))
      .map(({ body }) => body.code);
    const { data } = await record(read, id);
    const scenario = mock.journal({ taskId: id })[0]?.notes;
    const unlisted = [...codes, data.errorCode ?? 200].filter((code) => !documentedCodes(dialect, list).includes(code));
    expect({ list, scenario, unlisted }).toEqual({ list, scenario, unlisted: [] });
  }
});

test.each([
  ['kie', [501, 408, 413, 500, 531], [500, 500, 500, 500, 500]],
  ['sunoapi', [500, 500, 400, 451, 500], [400, 400, 400, 451, 400]],
] as const)('%s has a code of its own for each reason', async (dialect, music, separations) => {
  const names = ['failed-501', 'failed-408', 'failed-413', 'failed-451', 'failed-531'];
  const { buy, mock, record } = await startKie({ dialect, purchaseLimit: null });
  const songs = await Promise.all(names.map((name) => buy(VOCALS, vocals({ title: `[mock:${name}]` }))));
  const stems = await Promise.all(
    names.map((name) => buy(SEPARATION, { audioUrl: `https://x.example/[mock:${name}].mp3`, callBackUrl: NOBODY })),
  );
  await mock.clock.jump(60_000);
  const codes = (path: string, ids: readonly string[]) =>
    Promise.all(ids.map(async (id) => (await record(path, id)).data.errorCode));
  expect(await codes(MUSIC_RECORD, songs)).toEqual(music);
  // Credits come back with code 531, and with no other.
  expect(
    mock
      .ledger()
      .filter(({ kind }) => kind === 'refund')
      .map(({ taskId }) => taskId),
  ).toEqual(songs.filter((_id, index) => music[index] === 531));
  expect(await codes(SEPARATION_RECORD, stems)).toEqual(separations);
});
