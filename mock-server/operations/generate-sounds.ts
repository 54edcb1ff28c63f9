import { GENERATE_SOUNDS_CREATE_PATH } from '../../src/upstream/kie/wire/generate-sounds.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import { makeTracks, musicModel } from './music-task.ts';
import { defineOperation } from './operation.ts';
import { takesOf } from './song-recipes.ts';

/** Makes sounds and loops, in two takes. Source: docs.kie.ai, "Generate Sounds". */

const TONICS = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
const KEYS = [...TONICS, ...TONICS.map((tonic) => `${tonic}m`)];

const USUAL_TEMPO = 100;
/** About what a sound lasts, in seconds: whole bars, so that it can be heard in a circle. */
const SECONDS = 8;

const tempoOf = (request: JsonObject): number => {
  const { soundTempo } = request;
  return typeof soundTempo === 'number' ? soundTempo : USUAL_TEMPO;
};

export const generateSounds = defineOperation({
  ...musicModel,
  name: 'generate-sounds',
  createPath: GENERATE_SOUNDS_CREATE_PATH,
  shape: () => ({
    prompt: { type: 'string', required: true, maxLength: 500 },
    model: { type: 'string', required: true, oneOf: ['V5', 'V5_5'] },
    soundLoop: { type: 'boolean' },
    soundTempo: { type: 'integer', range: [1, 300] },
    soundKey: { type: 'string', oneOf: KEYS },
    grabLyrics: { type: 'boolean' },
    callBackUrl: { type: 'url' },
  }),
  example: () => ({ prompt: 'rain on a tin roof', model: 'V5' }),
  prices: { 'generate-sounds': 2.5 },
  priceName: () => 'generate-sounds',
  make: (request, { taskId }) => {
    const tempo = tempoOf(request);
    const barSeconds = 240 / tempo;
    const seconds = Math.max(1, Math.round(SECONDS / barSeconds)) * barSeconds;
    const key = textOf(request, 'soundKey');
    const prompt = textOf(request, 'prompt');
    return makeTracks(taskId, {
      operationType: 'sounds',
      model: textOf(request, 'model'),
      title: prompt.slice(0, 80),
      prompt: request['grabLyrics'] === true ? prompt : '',
      tags: key === '' ? `${tempo} bpm` : `${tempo} bpm, ${key}`,
      songs: takesOf(taskId).map((seed) => ({
        seed,
        seconds,
        hasVocals: false,
        tempo,
        ...(key === '' ? {} : { key }),
      })),
    });
  },
});
