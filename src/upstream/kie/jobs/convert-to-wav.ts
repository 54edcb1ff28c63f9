import { z } from 'zod';
import { WAV_URL_NAMES } from '../wire/convert-to-wav.ts';
import { defineJob } from './job.ts';
import { filesOf } from './results.ts';

const request = z.strictObject({ task_id: z.string(), audio_id: z.string() });

/** Makes a WAV of a track. */
export const convertToWav = defineJob('CONVERT_TO_WAV', {
  toInput: ({ source: { taskId, audioId } }) => request.parse({ task_id: taskId, audio_id: audioId }),
  outputOf: (roots) => ({ kind: 'wav', url: filesOf(roots, WAV_URL_NAMES)[0] ?? null }),
});
