import { z } from 'zod';

/** WAV conversion, as docs.kie.ai ("Convert to WAV", "Get WAV Conversion Details") spells it. */
export const WAV_CREATE_PATH = '/api/v1/wav/generate';
export const WAV_RECORD_PATH = '/api/v1/wav/record-info';

export const wavRequest = z.strictObject({ taskId: z.string(), audioId: z.string(), callBackUrl: z.url() });
export type WavRequest = z.infer<typeof wavRequest>;

/** The names of the file in callbacks and records; an older edition of the callback has the second one. */
export const WAV_URL_NAMES = ['audioWavUrl', 'audio_wav_url', 'wavUrl', 'wav_url'] as const;
