import { STYLE_CREATE_PATH } from '../../src/upstream/kie/wire/boost-style.ts';
import { WAV_CREATE_PATH, WAV_RECORD_PATH } from '../../src/upstream/kie/wire/convert-to-wav.ts';
import { VIDEO_CREATE_PATH, VIDEO_RECORD_PATH } from '../../src/upstream/kie/wire/create-video.ts';
import { COVER_CREATE_PATH, COVER_RECORD_PATH } from '../../src/upstream/kie/wire/generate-cover.ts';
import { LYRICS_CREATE_PATH, LYRICS_RECORD_PATH } from '../../src/upstream/kie/wire/generate-lyrics.ts';
import { MIDI_CREATE_PATH, MIDI_RECORD_PATH } from '../../src/upstream/kie/wire/generate-midi.ts';
import { PERSONA_CREATE_PATH } from '../../src/upstream/kie/wire/generate-persona.ts';
import { TIMESTAMPS_CREATE_PATH } from '../../src/upstream/kie/wire/timestamp-lyrics.ts';
import type { ConformanceCase } from './case.ts';
import { ofNothing, refusal, UNKNOWN_AUDIO, UNKNOWN_TASK, unknownRecord } from './steps.ts';

/*
 * What is made from a track, and texts. Nothing here buys: each request names a task that does not exist, or nothing.
 */

const track = { taskId: UNKNOWN_TASK, audioId: UNKNOWN_AUDIO };
const RECORDED = 'recorded exchanges, 2026';
const SIBLINGS = 'recorded of its siblings, 2026';
const NO_RECORD = 'Record does not exist';

/** Operations that look for their parent at once, and in which words they miss it; all recorded. */
const FROM_A_TRACK = [
  ['convert-to-wav', WAV_CREATE_PATH, track, NO_RECORD],
  ['create-video', VIDEO_CREATE_PATH, track, NO_RECORD],
  ['generate-midi', MIDI_CREATE_PATH, { taskId: UNKNOWN_TASK }, NO_RECORD],
  ['generate-cover', COVER_CREATE_PATH, { taskId: UNKNOWN_TASK }, 'Original music record does not exist'],
  ['generate-persona', PERSONA_CREATE_PATH, { ...track, name: 'Ferry', description: 'warm' }, 'Music does not exist'],
  ['timestamp-lyrics', TIMESTAMPS_CREATE_PATH, track, 'The corresponding record does not exist'],
] as const;

const ofUnknownTrack = FROM_A_TRACK.map(
  ([id, path, body, msg]): ConformanceCase => ({
    id: `${id}-of-unknown-track`,
    claim: `${id} of a track that does not exist is refused at once`,
    source: RECORDED,
    maxCredits: 0,
    run: (api) => refusal(api, path, { ...body, callBackUrl: api.callBackUrl }, 422, msg),
  }),
);

export const derivedCases: readonly ConformanceCase[] = [
  unknownRecord('unknown-lyrics-record', LYRICS_RECORD_PATH, RECORDED),
  unknownRecord('unknown-cover-record', COVER_RECORD_PATH, RECORDED),
  unknownRecord('unknown-wav-record', WAV_RECORD_PATH, SIBLINGS),
  unknownRecord('unknown-video-record', VIDEO_RECORD_PATH, SIBLINGS),
  unknownRecord('unknown-midi-record', MIDI_RECORD_PATH, SIBLINGS),
  ...ofUnknownTrack,
  ofNothing('generate-lyrics', LYRICS_CREATE_PATH, 'Generate Lyrics'),
  ofNothing('boost-style', STYLE_CREATE_PATH, 'Boost Music Style'),
];
