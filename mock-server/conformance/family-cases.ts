import { STYLE_CREATE_PATH } from '../../src/upstream/kie/wire/boost-style.ts';
import { WAV_CREATE_PATH, WAV_RECORD_PATH } from '../../src/upstream/kie/wire/convert-to-wav.ts';
import { VIDEO_CREATE_PATH, VIDEO_RECORD_PATH } from '../../src/upstream/kie/wire/create-video.ts';
import { COVER_CREATE_PATH, COVER_RECORD_PATH } from '../../src/upstream/kie/wire/generate-cover.ts';
import { LYRICS_CREATE_PATH, LYRICS_RECORD_PATH } from '../../src/upstream/kie/wire/generate-lyrics.ts';
import { MIDI_CREATE_PATH, MIDI_RECORD_PATH } from '../../src/upstream/kie/wire/generate-midi.ts';
import { GENERATE_MUSIC_CREATE_PATH } from '../../src/upstream/kie/wire/generate-music.ts';
import { PERSONA_CREATE_PATH } from '../../src/upstream/kie/wire/generate-persona.ts';
import { MUSIC_RECORD_PATH } from '../../src/upstream/kie/wire/music.ts';
import { SEPARATION_CREATE_PATH, SEPARATION_RECORD_PATH } from '../../src/upstream/kie/wire/separation.ts';
import { TIMESTAMPS_CREATE_PATH } from '../../src/upstream/kie/wire/timestamp-lyrics.ts';
import { type Api, at, type ConformanceCase, expectMessage, expectValue, type Finding } from './case.ts';
import { bought, follow } from './steps.ts';

/*
 * Claims about lyrics, and about what is made from a track or from a task. All of them buy.
 */

const RECORDED = 'recorded exchanges, 2026';

const PERSONA = { name: 'Night Ferry', description: 'A warm alto, close to the microphone' };
const LYRICS = { prompt: 'A ferry leaves the harbour light' };

/** A purchase whose result is in its answer. */
const answered = async (api: Api, path: string, body: object, schema: string): Promise<Finding[]> =>
  expectMessage(await api.post(path, body), schema);

/** Buys a song, and gives its first track. */
const buyTrack = async (api: Api) => {
  const described = { customMode: false, instrumental: false, model: 'V5', prompt: 'a calm song about a ferry' };
  const { body } = await api.post(GENERATE_MUSIC_CREATE_PATH, { ...described, callBackUrl: api.callBackUrl });
  const taskId = String(at(body, 'data', 'taskId'));
  const problems = await follow(api, MUSIC_RECORD_PATH, taskId, 'music-record', 'status');
  const { body: record } = await api.get(`${MUSIC_RECORD_PATH}?taskId=${taskId}`);
  return { problems, track: { taskId, audioId: String(at(record, 'data', 'response', 'sunoData', '0', 'id')) } };
};

const ofATrack = async (api: Api): Promise<readonly Finding[]> => {
  const { problems, track } = await buyTrack(api);
  if (problems.length > 0) return problems;
  const { callBackUrl } = api;
  const ofTrack = { ...track, callBackUrl };
  const ofTask = { taskId: track.taskId, callBackUrl };
  const found = [
    ...(await bought(api, WAV_CREATE_PATH, ofTrack, WAV_RECORD_PATH, 'wav-record', 'successFlag')),
    ...(await bought(api, VIDEO_CREATE_PATH, ofTrack, VIDEO_RECORD_PATH, 'video-record', 'successFlag')),
    ...(await bought(api, COVER_CREATE_PATH, ofTask, COVER_RECORD_PATH, 'cover-record', 'successFlag')),
    ...(await answered(api, PERSONA_CREATE_PATH, { ...track, ...PERSONA }, 'persona-answer')),
    ...(await answered(api, TIMESTAMPS_CREATE_PATH, track, 'timestamps-answer')),
    ...expectMessage(await api.post(COVER_CREATE_PATH, ofTask), 'exists'),
  ];
  const second = await api.post(WAV_CREATE_PATH, ofTrack);
  return [...found, ...expectMessage(second, 'refused'), ...expectValue(at(second.body, 'code'), 409, 'code', 'code')];
};

const notes = async (api: Api): Promise<readonly Finding[]> => {
  const { audioUrl, callBackUrl } = api;
  const { body } = await api.post(SEPARATION_CREATE_PATH, { audioUrl, type: 'separate_vocal', callBackUrl });
  const taskId = String(at(body, 'data', 'taskId'));
  const problems = await follow(api, SEPARATION_RECORD_PATH, taskId, 'separation-record', 'successFlag');
  if (problems.length > 0) return problems;
  return bought(api, MIDI_CREATE_PATH, { taskId, callBackUrl }, MIDI_RECORD_PATH, 'midi-record', 'successFlag');
};

export const familyCases: readonly ConformanceCase[] = [
  {
    id: 'lyrics',
    claim: 'lyrics are written, and their record is one of their own',
    source: 'docs.kie.ai: Generate Lyrics; Get Lyrics Task Details',
    maxCredits: 0.4,
    run: (api) =>
      bought(
        api,
        LYRICS_CREATE_PATH,
        { ...LYRICS, callBackUrl: api.callBackUrl },
        LYRICS_RECORD_PATH,
        'lyrics-record',
        'status',
      ),
  },
  {
    id: 'style',
    claim: 'a boosted style is in the answer',
    source: RECORDED,
    maxCredits: 0.4,
    run: (api) => answered(api, STYLE_CREATE_PATH, { content: 'Pop, Dreamy' }, 'style-answer'),
  },
  {
    id: 'files-of-a-track',
    claim: 'of a track there are a WAV, a video, pictures, a persona and timed words; WAV and pictures once',
    source: 'docs.kie.ai: Convert to WAV; Create Music Video; Generate Cover; Generate Persona; Get Timestamped Lyrics',
    maxCredits: 14.9,
    run: ofATrack,
  },
  {
    id: 'notes-of-a-separation',
    claim: 'the notes of a separation are written down',
    source: 'docs.kie.ai: Generate MIDI; Get MIDI Generation Details',
    maxCredits: 15,
    run: notes,
  },
];
