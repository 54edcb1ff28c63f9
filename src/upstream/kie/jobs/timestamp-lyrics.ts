import { z } from 'zod';
import { timestamps } from '../wire/timestamp-lyrics.ts';
import { defineJob } from './job.ts';

const input = z.strictObject({ task_id: z.string(), audio_id: z.string() });

/** Tells when each word of a track is sung: in the answer, or in a record. */
export const timestampLyrics = defineJob('TIMESTAMP_LYRICS', {
  toInput: ({ source: { taskId, audioId } }) => input.parse({ task_id: taskId, audio_id: audioId }),
  outputOf(roots) {
    const found = roots.map((root) => timestamps.parse(root));
    const { words, waveform } = found.find((timed) => timed.words.length > 0) ?? { words: [], waveform: [] };
    return { kind: 'timestamped-lyrics', words, waveform };
  },
  mayBeInline: true,
});
