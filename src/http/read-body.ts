import type { IncomingMessage } from 'node:http';

/** The body is longer than its handler takes. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** The client went away, or sent what is not HTTP, before its request was complete. */
export class BodyBrokenError extends Error {
  override readonly name = 'BodyBrokenError';
}

/**
 * Reads a body into memory, but never more of it than `maxBytes`. Counted here, in front of Yoga: its own bound costs
 * half of the throughput.
 *
 * @throws BodyTooLargeError at once where the header tells, else as soon as it is over; BodyBrokenError
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
