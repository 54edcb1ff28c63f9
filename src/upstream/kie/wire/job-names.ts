/** Comes before the name of what is bought, in the outer `model`. The music model is in `input`. */
export const JOBS_MODEL_PREFIX = 'ai-music-api/';

/**
 * What can be bought as a job, by the public name of the operation: the provider's name for it, and whether its answers
 * were seen, so that it is safe to buy there (provider.md, 6.7).
 */
export const JOBS = {
  GENERATE_MUSIC: { model: 'generate', isSafe: true },
  EXTEND_MUSIC: { model: 'extend', isSafe: true },
  UPLOAD_AND_COVER: { model: 'upload-and-cover-audio', isSafe: true },
  UPLOAD_AND_EXTEND: { model: 'upload-and-extend-audio', isSafe: false },
  ADD_VOCALS: { model: 'add-vocals', isSafe: true },
  ADD_INSTRUMENTAL: { model: 'add-instrumental', isSafe: true },
  REPLACE_SECTION: { model: 'replace-section', isSafe: false },
  GENERATE_SOUNDS: { model: 'sounds', isSafe: false },
  GENERATE_LYRICS: { model: 'generate-lyrics', isSafe: true },
  TIMESTAMP_LYRICS: { model: 'timeStamped-lyrics', isSafe: false },
  CONVERT_TO_WAV: { model: 'convert-to-wav-format', isSafe: true },
  CREATE_VIDEO: { model: 'create-music-video', isSafe: true },
  GENERATE_COVER: { model: 'cover-generate', isSafe: false },
  GENERATE_PERSONA: { model: 'generate-persona', isSafe: false },
  BOOST_STYLE: { model: 'boost-music-style', isSafe: false },
} as const satisfies Readonly<Record<string, { readonly model: string; readonly isSafe: boolean }>>;

/** The public name of an operation that can be bought as a job. */
export type JobName = keyof typeof JOBS;
