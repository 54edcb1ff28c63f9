import {
  WAV_CREATE_PATH,
  WAV_RECORD_PATH,
  WAV_URL_NAMES,
  type WavRequest,
  wavRequest,
} from '../wire/convert-to-wav.ts';
import { defineEndpoint } from './endpoint.ts';
import { oneFileFamily } from './one-file.ts';

/** Makes a WAV of a track. 409: there is one already, and its id is not in the answer (provider.md, 5.7). */
export const convertToWav = defineEndpoint<'CONVERT_TO_WAV'>({
  createPath: WAV_CREATE_PATH,
  family: oneFileFamily('wav', WAV_RECORD_PATH, WAV_URL_NAMES),
  meanings: { 'already-exists': 'exists' },
  toRequest: ({ source: { taskId, audioId } }, callbackUrl) =>
    wavRequest.parse({ taskId, audioId, callBackUrl: callbackUrl }) satisfies WavRequest,
});
