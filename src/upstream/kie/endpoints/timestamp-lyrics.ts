import {
  TIMESTAMPS_CREATE_PATH,
  type TimestampsRequest,
  timestamps,
  timestampsRequest,
} from '../wire/timestamp-lyrics.ts';
import { defineEndpoint } from './endpoint.ts';

/** Tells when each word of a track is sung: no task, no callback, no record. */
export const timestampLyrics = defineEndpoint<'TIMESTAMP_LYRICS'>({
  createPath: TIMESTAMPS_CREATE_PATH,
  toRequest: ({ source: { taskId, audioId } }) =>
    timestampsRequest.parse({ taskId, audioId }) satisfies TimestampsRequest,
  readResult(data) {
    const { words, waveform } = timestamps.parse(data);
    return words.length === 0 ? null : { kind: 'timestamped-lyrics', words, waveform };
  },
});
