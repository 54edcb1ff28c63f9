import { randomUUID } from 'node:crypto';

/** A form with one file. Its length is known before the bytes of the file. */
export interface MultipartForm {
  /** With the boundary. */
  readonly contentType: string;
  /** Of the whole body, in bytes. */
  readonly length: number;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface MultipartFile {
  /** Name of the form's field. */
  readonly field: string;
  /** ASCII without quotes and line breaks. */
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  readonly content: AsyncIterable<Uint8Array>;
}

const CRLF = '\r\n';

/**
 * `multipart/form-data` (RFC 7578) as a stream. The fields come first: a receiver knows them when the file begins.
 *
 * @param fields texts by name; without line breaks in names and texts.
 */
export const createMultipartForm = (fields: Readonly<Record<string, string>>, file: MultipartFile): MultipartForm => {
  const boundary = `stemgate-${randomUUID()}`;
  const part = (header: string): string => `--${boundary}${CRLF}Content-Disposition: form-data; ${header}`;
  const texts = Object.entries(fields).map(([name, text]) => `${part(`name="${name}"`)}${CRLF}${CRLF}${text}${CRLF}`);
  const head = Buffer.from(
    `${texts.join('')}${part(`name="${file.field}"; filename="${file.fileName}"`)}${CRLF}` +
      `Content-Type: ${file.contentType}${CRLF}${CRLF}`,
  );
  const tail = Buffer.from(`${CRLF}--${boundary}--${CRLF}`);

  async function* write(): AsyncGenerator<Uint8Array> {
    yield head;
    yield* file.content;
    yield tail;
  }

  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: head.length + file.size + tail.length,
    body: write(),
  };
};
