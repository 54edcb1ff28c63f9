import { z } from 'zod';
import { given } from '../endpoints/song-request.ts';
import * as read from '../wire/reading.ts';
import { defineJob } from './job.ts';
import { textAnywhere } from './results.ts';

const request = z.strictObject({
  task_id: z.string(),
  audio_id: z.string(),
  name: z.string(),
  description: z.string(),
  vocal_start: z.number().min(0),
  vocal_end: z.number().min(0),
  style: z.string().optional(),
});

const NAMES = ['personaId', 'persona_id'];

/** Makes a reusable singer. Whether its id is in the answer or in a record is not known: both are read. */
export const generatePersona = defineJob('GENERATE_PERSONA', {
  toInput: ({ source: { taskId, audioId }, name, description, vocalStart, vocalEnd, style }) =>
    request.parse(
      given({
        task_id: taskId,
        audio_id: audioId,
        name,
        description,
        vocal_start: vocalStart,
        vocal_end: vocalEnd,
        style,
      }),
    ),
  outputOf: (roots) => ({ kind: 'persona', personaId: read.id.parse(textAnywhere(roots, NAMES)) }),
  mayBeInline: true,
});
