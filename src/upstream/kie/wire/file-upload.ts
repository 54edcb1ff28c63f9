import { z } from 'zod';
import * as read from './reading.ts';

/* The host of uploads: docs.kie.ai, "File Upload API"; provider.md, 7.3. Its HTTP statuses are genuine ones. */

/** Multipart: `uploadPath`, `fileName`, `file`. */
export const FILE_STREAM_PATH = '/api/file-stream-upload';

/** JSON: `fileUrl`, `uploadPath`, `fileName`. */
export const FILE_URL_PATH = '/api/file-url-upload';

/** JSON: `base64Data`, `uploadPath`, `fileName`. The gateway sends none: the text is a third longer than the file. */
export const FILE_BASE64_PATH = '/api/file-base64-upload';

/** The provider fetches a URL within this time, in milliseconds. */
export const FETCH_MS = 30_000;

/** `data` of an answer that says yes. */
const data = z.object({
  downloadUrl: read.url,
  fileSize: read.number,
  mimeType: read.text,
});

/** A body of the host's, as far as it can be read; every field is null where it cannot. */
export interface FileAnswer {
  readonly saysNo: boolean;
  readonly code: number | null;
  readonly msg: string | null;
  readonly url: string | null;
  /** Bytes. */
  readonly size: number | null;
  readonly contentType: string | null;
}

/** @param body of the answer, parsed; undefined for one that is no JSON. */
export const readFileAnswer = (body: unknown): FileAnswer => {
  const top = read.record.parse(body);
  const fields = read.record.parse(read.first(top?.['data']));
  const { downloadUrl, fileSize, mimeType } = data.parse({
    downloadUrl: read.field(fields, 'downloadUrl', 'download_url', 'fileUrl') ?? null,
    fileSize: read.field(fields, 'fileSize', 'file_size') ?? null,
    mimeType: read.field(fields, 'mimeType', 'mime_type') ?? null,
  });
  return {
    saysNo: top?.['success'] === false || fields?.['success'] === false,
    code: read.code.parse(top?.['code'] ?? null),
    msg: read.text.parse(top?.['msg'] ?? null),
    url: downloadUrl,
    size: fileSize,
    contentType: mimeType,
  };
};
