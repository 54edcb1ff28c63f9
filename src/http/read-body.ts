import type { IncomingMessage } from 'node:http';

/** Thrown when a body is longer than its handler allows. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** Thrown when the client disconnects, or sends invalid HTTP, before its request is complete. */
export class BodyBrokenError extends Error {
  override readonly name = 'BodyBrokenError';
}

/**
 * Reads a body into memory, at most `maxBytes` of it.
 *
 * @throws BodyTooLargeError at once when `content-length` is over the bound, else at the first byte over it.
 * @throws BodyBrokenError
 */
export const readBody = (request: IncomingMessage, maxBytes: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const tooLarge = () => reject(new BodyTooLargeError(`A body may have ${maxBytes} bytes at most.`));
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return tooLarge();
    const chunks: Buffer[] = [];
    let length = 0;
    let isComplete = false;
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > maxBytes) {
        request.off('data', onData);
        tooLarge();
      } else chunks.push(chunk);
    };
    request.on('data', onData);
    request.once('end', () => {
      isComplete = true;
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    request.once('error', (cause) => reject(new BodyBrokenError('The body ended early.', { cause })));
    request.once('close', () => {
      if (!isComplete) reject(new BodyBrokenError('The body ended early.'));
    });
  });
