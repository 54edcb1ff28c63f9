import { z } from 'zod';
import { PERSONA_CREATE_PATH } from '../../src/upstream/kie/wire/generate-persona.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import { hex32 } from '../core/random.ts';
import { failedWith, sameAs } from './one-stage.ts';
import { defineOperation } from './operation.ts';
import { parentTrack } from './parent-track.ts';

/** Personas, in the answer to the purchase. Source: docs.kie.ai and docs.sunoapi.org, "Generate Persona". */

const content = z.object({ personaId: z.string(), name: z.string(), description: z.string() });

/** The pages spell the names of the window with a leading blank: both spellings are taken. */
const numberOf = (request: JsonObject, field: string, fallback: number): number => {
  const value = request[field] ?? request[` ${field}`];
  return typeof value === 'number' ? value : fallback;
};

export const generatePersona = defineOperation<z.infer<typeof content>>({
  name: 'generate-persona',
  createPath: PERSONA_CREATE_PATH,
  recordPath: null,
  shape: () => ({
    taskId: { type: 'string', required: true },
    audioId: { type: 'string', required: true },
    name: { type: 'string', required: true },
    description: { type: 'string', required: true },
    vocalStart: { type: 'number' },
    vocalEnd: { type: 'number' },
    ' vocalStart': { type: 'number' },
    ' vocalEnd': { type: 'number' },
    style: { type: 'string' },
  }),
  example: () => ({
    taskId: 'a task of add-vocals',
    audioId: 'a track of it',
    name: 'Night Ferry',
    description: 'A warm alto, close to the microphone',
  }),
  prices: { 'generate-persona': 0 },
  priceName: () => 'generate-persona',
  content,
  refuse: (request, context) => {
    const seconds = numberOf(request, 'vocalEnd', 30) - numberOf(request, 'vocalStart', 0);
    if (seconds < 10 || seconds > 30)
      return { why: 'invalid', msg: 'The vocal segment must be 10 to 30 seconds long.' };
    const track = parentTrack(request, context);
    if (track === null || !track.song.hasVocals) return { why: 'unknown-parent', msg: 'Music does not exist' };
    const earlier = sameAs(context, 'generate-persona', request, ['taskId', 'audioId']);
    return earlier ? { why: 'already-exists', msg: 'The persona already exists' } : null;
  },
  make: (request) => ({
    content: {
      // Of the track: a second persona of it has the same id.
      personaId: hex32(textOf(request, 'taskId'), textOf(request, 'audioId'), 'persona'),
      name: textOf(request, 'name'),
      description: textOf(request, 'description'),
    },
    files: [],
  }),
  stages: () => [],
  // There is no later to fail in.
  failed: (options) => ({
    ...failedWith(options, { code: 500, message: 'Persona generation failed', state: 'FAILED' }),
    state: null,
    callbacksAfterMs: [],
  }),
  callback: (task) => ({ code: 200, msg: 'success', data: { task_id: task.id } }),
  record: (task) => ({ taskId: task.id }),
  answer: (_task, persona) => persona,
});
