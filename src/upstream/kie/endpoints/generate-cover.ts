import type { Cover } from '../../../domain/outputs/cover.ts';
import {
  COVER_CREATE_PATH,
  COVER_RECORD_PATH,
  type CoverRequest,
  coverImages,
  coverRequest,
} from '../wire/generate-cover.ts';
import * as read from '../wire/reading.ts';
import type { Fields } from '../wire/task.ts';
import { defineEndpoint } from './endpoint.ts';

const coverOf = ({ images }: Fields): Cover => ({ kind: 'cover', images: coverImages.parse(read.unwrapped(images)) });

/**
 * Draws cover pictures. A second call for a task answers 400 or 409 with the id of the first one; 400 without an id is
 * about the request. State 2 is "generating" here, and "failed" elsewhere (provider.md, 5.10).
 */
export const generateCover = defineEndpoint<'GENERATE_COVER'>({
  createPath: COVER_CREATE_PATH,
  family: {
    recordPath: COVER_RECORD_PATH,
    states: { 2: 'running' },
    stages: null,
    recordOutput: coverOf,
    callbackOutput: coverOf,
  },
  meanings: { 'already-exists': 'exists', malformed: 'exists' },
  toRequest: ({ taskId }, callbackUrl) =>
    coverRequest.parse({ taskId, callBackUrl: callbackUrl }) satisfies CoverRequest,
});
