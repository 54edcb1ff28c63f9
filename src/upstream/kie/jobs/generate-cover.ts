import { z } from 'zod';
import { defineJob } from './job.ts';
import { filesOf } from './results.ts';

const request = z.strictObject({ task_id: z.string() });

/** Draws cover pictures. */
export const generateCover = defineJob('GENERATE_COVER', {
  toInput: ({ taskId }) => request.parse({ task_id: taskId }),
  outputOf: (roots) => ({ kind: 'cover', images: filesOf(roots, ['images']) }),
});
