import { connect, type Socket } from 'node:net';

/** An HTTP response, as far as the load looks at it. */
export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** One kept HTTP/1.1 connection that carries one exchange at a time. */
export interface HttpConnection {
  /** Sends the bytes of a whole request; `onAnswer` is called with the answer to it. */
  send(request: Buffer): void;
  close(): void;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const CHUNKS_END = Buffer.from('0\r\n\r\n');

/** A body in chunks, as one piece; null while some of it is missing. */
const joinChunks = (bytes: Buffer): Buffer | null => {
  if (bytes.length < CHUNKS_END.length || !bytes.subarray(-CHUNKS_END.length).equals(CHUNKS_END)) return null;
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (!(size > 0)) break;
    pieces.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return Buffer.concat(pieces);
};

/** The answer that `bytes` hold; null while some of it is missing. */
const readAnswer = (bytes: Buffer): Answer | null => {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return null;
  const head = bytes.toString('latin1', 0, headEnd);
  const status = Number(head.slice(9, 12));
  const rest = bytes.subarray(headEnd + HEAD_END.length);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    return rest.length < Number(length) ? null : { status, body: rest };
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return { status, body: rest };
  const body = joinChunks(rest);
  return body === null ? null : { status, body };
};

/**
 * Opens a connection. It speaks as much of HTTP as the load needs, at a fifth of the cost of an HTTP client library.
 *
 * @param onAnswer called once for each request.
 * @param onEnd called when the connection ends with a request unanswered.
 */
export const openHttpConnection = (
  port: number,
  onAnswer: (answer: Answer) => void,
  onEnd: (reason: string) => void,
): HttpConnection => {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let received: Buffer | null = null;
  let isWaiting = false;
  socket.on('data', (bytes: Buffer) => {
    received = received === null ? bytes : Buffer.concat([received, bytes]);
    const answer = readAnswer(received);
    if (answer === null) return;
    received = null;
    isWaiting = false;
    onAnswer(answer);
  });
  const end = (reason: string): void => {
    if (!isWaiting) return;
    isWaiting = false;
    onEnd(reason);
  };
  socket.on('error', (error) => end(error.message));
  socket.on('close', () => end('the connection was closed'));
  return {
    send(request) {
      isWaiting = true;
      // The server may have closed a connection that was idle.
      if (socket.destroyed) setImmediate(end, 'the connection was closed while it was idle');
      else socket.write(request);
    },
    close: () => socket.destroy(),
  };
};
