import { z } from 'zod';
import { given } from '../endpoints/song-request.ts';
import { defineJob } from './job.ts';
import { songsOf } from './results.ts';

const section = {
  prompt: z.string(),
  tags: z.string(),
  title: z.string(),
  infill_start_s: z.number(),
  infill_end_s: z.number(),
  full_lyrics: z.string(),
  negative_tags: z.string().optional(),
};

const request = z.union([
  z.strictObject({ task_id: z.string(), audio_id: z.string(), ...section }),
  z.strictObject({ upload_url: z.url(), model: z.string(), ...section }),
]);

/** Makes a part of a track anew. A track has its own model, an upload needs one. */
export const replaceSection = defineJob('REPLACE_SECTION', {
  toInput({ source: { track, uploadUrl }, prompt, tags, title, infillStart, infillEnd, fullLyrics, ...input }) {
    const source = track
      ? { task_id: track.taskId, audio_id: track.audioId }
      : { upload_url: uploadUrl, model: input.model };
    return request.parse(
      given({
        ...source,
        prompt,
        tags,
        title,
        infill_start_s: infillStart,
        infill_end_s: infillEnd,
        full_lyrics: fullLyrics,
        negative_tags: input.negativeTags,
      }),
    );
  },
  outputOf: songsOf,
});
