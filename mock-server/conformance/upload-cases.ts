import { FILE_BASE64_PATH, FILE_STREAM_PATH, FILE_URL_PATH } from '../../src/upstream/kie/wire/file-upload.ts';
import type { ConformanceCase } from './case.ts';
import { expectMessage } from './case.ts';

const PAGE = 'docs.kie.ai: File Upload API';

/** A few bytes that are no sound: the host takes them all the same. */
const BYTES = 'c3RlbWdhdGU=';

const refused = (id: string, path: string, body: object): ConformanceCase => ({
  id,
  claim: `${path} refuses an incomplete request by HTTP 400`,
  source: PAGE,
  maxCredits: 0,
  run: async (api) => expectMessage(await api.upload(path, body), 'upload-refused', [400]),
});

/** Claims about the upload host. Files cost nothing; what is kept there is gone after some days. */
export const uploadCases: readonly ConformanceCase[] = [
  refused('url-upload-without-path', FILE_URL_PATH, { fileUrl: 'https://example.com/a.mp3' }),
  refused('base64-upload-without-data', FILE_BASE64_PATH, { uploadPath: 'conformance' }),
  refused('stream-upload-without-form', FILE_STREAM_PATH, { uploadPath: 'conformance' }),
  {
    id: 'base64-upload',
    claim: 'a file is kept, for nothing, and its address is in the answer',
    source: PAGE,
    maxCredits: 0,
    run: async (api) => {
      const body = { base64Data: BYTES, uploadPath: 'conformance', fileName: 'stemgate-conformance.txt' };
      return expectMessage(await api.upload(FILE_BASE64_PATH, body), 'uploaded');
    },
  },
];
