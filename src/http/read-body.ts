import type { IncomingMessage } from 'node:http';

/** Thrown when a body is longer than its handler allows. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** Thrown when the client disconnects, or sends invalid HTTP, before its request is complete. */
export class BodyBrokenError extends Error {
  override readonly name = 'BodyBrokenError';
}

const tooLarge = (maxBytes: number): BodyTooLargeError =>
  new BodyTooLargeError(`A body may have ${maxBytes} bytes at most.`);

/**
 * Whether all bytes of a request are there, of which none was read yet. Node passes a body on before it looks whether the
 * request is complete, so its length is looked at too.
 */
export const isReceived = ({ complete, readableLength, headers }: IncomingMessage): boolean =>
  complete || readableLength === Number(headers['content-length']);

/** Reads what is there, and lets Node end the request. */
const takeAll = (request: IncomingMessage, maxBytes: number): Buffer => {
  const body: Buffer = request.read() ?? Buffer.alloc(0);
  request.resume();
  if (body.length > maxBytes) throw tooLarge(maxBytes);
  return body;
};

/** Reads a body that is still on its way. */
const collect = (request: IncomingMessage, maxBytes: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let isComplete = false;
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > maxBytes) {
        request.off('data', onData);
        reject(tooLarge(maxBytes));
      } else chunks.push(chunk);
    };
    request.on('data', onData);
    request.once('end', () => {
      isComplete = true;
      resolve(Buffer.concat(chunks));
    });
    request.once('error', (cause) => reject(new BodyBrokenError('The body ended early.', { cause })));
    request.once('close', () => {
      if (!isComplete) reject(new BodyBrokenError('The body ended early.'));
    });
  });

/**
 * Reads a body into memory, at most `maxBytes` of it. A body that came together with its headers needs no listeners, and no
 * promise.
 *
 * @throws BodyTooLargeError at once when `content-length` is over the bound, else at the first byte over it.
 * @throws BodyBrokenError
 */
export const readBody = (request: IncomingMessage, maxBytes: number): Buffer | Promise<Buffer> => {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (request.destroyed) throw new BodyBrokenError('The body ended early.');
  return isReceived(request) ? takeAll(request, maxBytes) : collect(request, maxBytes);
};
