import { ADD_VOCALS_CREATE_PATH } from '../../src/upstream/kie/wire/add-vocals.ts';
import { MUSIC_RECORD_PATH } from '../../src/upstream/kie/wire/music.ts';
import { SEPARATION_CREATE_PATH, SEPARATION_RECORD_PATH } from '../../src/upstream/kie/wire/separation.ts';
import { type Api, type ConformanceCase, expectMessage } from './case.ts';
import { derivedCases } from './derived-cases.ts';
import { familyCases } from './family-cases.ts';
import { songCases, songRefusalCases } from './song-cases.ts';
import { bought, refusal, UNKNOWN_AUDIO, UNKNOWN_TASK, unknownRecord } from './steps.ts';
import { uploadCases } from './upload-cases.ts';

const DOWNLOAD_URL_PATH = '/api/v1/common/download-url';
const RECORDED = 'recorded exchanges, 2026';

const vocals = ({ audioUrl, callBackUrl }: Api) => ({
  uploadUrl: audioUrl,
  prompt: '[Verse] A ferry leaves the harbour light',
  title: 'Night Ferry',
  style: 'folk, calm',
  negativeTags: 'heavy metal',
  model: 'V5',
  callBackUrl,
});

const leftOut = (field: string): ConformanceCase => ({
  id: `add-vocals-without-${field}`,
  claim: `add-vocals without ${field} is refused with 422`,
  source: 'docs.kie.ai: Add Vocals to Music; recorded for callBackUrl and negativeTags of sibling calls',
  maxCredits: 0,
  ifAccepted: 12,
  run: (api) => {
    const { [field]: _left, ...body } = vocals(api) as Record<string, string>;
    return refusal(api, ADD_VOCALS_CREATE_PATH, body, 422, `Please enter ${field}.`);
  },
});

/** Claims about the provider, cheapest first. Tests run them against the mock; on request they run against the provider. */
export const cases: readonly ConformanceCase[] = [
  {
    id: 'credits',
    claim: 'the balance is a bare number',
    source: RECORDED,
    maxCredits: 0,
    run: async (api) => expectMessage(await api.get(api.creditsPath), 'credits'),
  },
  {
    id: 'no-key',
    claim: 'a missing key gets code 401 without data, over HTTP 401 or 200',
    source: 'docs.kie.ai: Getting Started; the HTTP status is unrecorded',
    maxCredits: 0,
    run: async (api) => expectMessage(await api.get(api.creditsPath, { key: ' ' }), 'unauthorized', [401, 200]),
  },
  unknownRecord('unknown-music-record', MUSIC_RECORD_PATH, RECORDED),
  unknownRecord('unknown-separation-record', SEPARATION_RECORD_PATH, RECORDED),
  leftOut('callBackUrl'),
  leftOut('negativeTags'),
  leftOut('title'),
  ...songRefusalCases,
  ...derivedCases,
  ...uploadCases,
  {
    id: 'separation-of-unknown-track',
    claim: 'a separation of a track that does not exist is refused at once',
    source: RECORDED,
    maxCredits: 0,
    run: (api) => {
      const body = {
        taskId: UNKNOWN_TASK,
        audioId: UNKNOWN_AUDIO,
        type: 'separate_vocal',
        callBackUrl: api.callBackUrl,
      };
      return refusal(api, SEPARATION_CREATE_PATH, body, 422, 'Record does not exist');
    },
  },
  {
    id: 'foreign-download-url',
    claim: 'a download link for a foreign file is refused',
    source: RECORDED,
    maxCredits: 0,
    run: (api) => refusal(api, DOWNLOAD_URL_PATH, { url: 'https://example.com/song.mp3' }, 422, 'url is wrong'),
  },
  {
    id: 'separate-vocal',
    claim: 'a file is separated into vocals and instrumental',
    source: 'docs.kie.ai: Vocal & Instrument Stem Separation; Get Vocal Separation Details',
    maxCredits: 10,
    run: (api) => {
      const body = { audioUrl: api.audioUrl, type: 'separate_vocal', callBackUrl: api.callBackUrl };
      return bought(api, SEPARATION_CREATE_PATH, body, SEPARATION_RECORD_PATH, 'separation-record', 'successFlag');
    },
  },
  {
    id: 'add-vocals',
    claim: 'vocals are added in stages, the record growing with them',
    source: 'docs.kie.ai: Add Vocals to Music; Get Music Task Details',
    maxCredits: 12,
    run: (api) => bought(api, ADD_VOCALS_CREATE_PATH, vocals(api), MUSIC_RECORD_PATH, 'music-record', 'status'),
  },
  ...songCases,
  ...familyCases,
];
