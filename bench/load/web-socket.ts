import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** A WebSocket client on a plain TCP socket, at a third of the cost of `ws`. */
export interface WebSocketClient {
  sendText(text: string): void;
  /** Ends the connection without a close frame, as a network does that drops. */
  cut(): void;
  /** Ends the connection in good order. */
  close(): void;
}

export interface WebSocketHandlers {
  onOpen(): void;
  onText(text: Buffer): void;
  /** Once, when the connection has ended, however it ended. */
  onEnd(reason: string): void;
}

const OPCODE = { text: 1, close: 8, ping: 9, pong: 10 } as const;
/** Clients mask what they send (RFC 6455, 5.3); a mask of zeros leaves the bytes as they are. */
const MASK = Buffer.alloc(4);

const frame = (opcode: number, payload: Buffer): Buffer => {
  const { length } = payload;
  const header =
    length < 126
      ? Buffer.from([0x80 | opcode, 0x80 | length])
      : Buffer.from([0x80 | opcode, 0xfe, length >> 8, length]);
  return Buffer.concat([header, MASK, payload]);
};

/** One frame at the beginning of `bytes`; null while some of it is missing. */
const readFrame = (bytes: Buffer): { opcode: number; payload: Buffer; size: number } | null => {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return null;
  if ((first & 0x80) === 0) throw new Error('a server sent a fragmented message');
  let length = second & 0x7f;
  let start = 2;
  if (length === 126) {
    if (bytes.length < 4) return null;
    length = bytes.readUInt16BE(2);
    start = 4;
  } else if (length === 127) {
    if (bytes.length < 10) return null;
    length = Number(bytes.readBigUInt64BE(2));
    start = 10;
  }
  const size = start + length;
  return bytes.length < size ? null : { opcode: first & 0x0f, payload: bytes.subarray(start, size), size };
};

const handshake = (port: number): string =>
  [
    'GET /graphql HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Protocol: graphql-transport-ws',
    '\r\n',
  ].join('\r\n');

/** Opens a socket that speaks graphql-transport-ws at /graphql. */
export const openWebSocket = (port: number, handlers: WebSocketHandlers): WebSocketClient => {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let isOpen = false;
  let rest: Buffer | null = null;
  let reason = 'the connection was closed';
  let isClosing = false;

  const openWith = (bytes: Buffer): Buffer | null => {
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) return null;
    const status = bytes.toString('latin1', 9, 12);
    if (status !== '101') {
      reason = `the upgrade was answered ${status}`;
      socket.destroy();
      return null;
    }
    isOpen = true;
    handlers.onOpen();
    return bytes.subarray(end + 4);
  };

  const take = ({ opcode, payload }: { opcode: number; payload: Buffer }): void => {
    if (opcode === OPCODE.text) handlers.onText(payload);
    else if (opcode === OPCODE.ping) socket.write(frame(OPCODE.pong, payload));
    else if (opcode === OPCODE.close) {
      reason = payload.length < 2 ? 'closed' : `closed with ${payload.readUInt16BE(0)} ${payload.subarray(2)}`;
      // The answer to our own close frame, or a close frame that wants one.
      if (isClosing) socket.end();
      else socket.end(frame(OPCODE.close, payload.subarray(0, 2)));
    }
  };

  socket.write(handshake(port));
  socket.on('data', (bytes: Buffer) => {
    let unread: Buffer | null = rest === null ? bytes : Buffer.concat([rest, bytes]);
    rest = null;
    if (!isOpen) {
      const whole = unread;
      unread = openWith(whole);
      if (unread === null) rest = whole;
    }
    while (unread !== null && unread.length > 0) {
      const next = readFrame(unread);
      if (next === null) {
        rest = unread;
        return;
      }
      unread = unread.subarray(next.size);
      take(next);
    }
  });
  socket.on('error', (error) => {
    reason = error.message;
  });
  socket.on('close', () => handlers.onEnd(reason));
  return {
    sendText: (text) => void socket.write(frame(OPCODE.text, Buffer.from(text))),
    cut: () => socket.resetAndDestroy(),
    close() {
      isClosing = true;
      socket.write(frame(OPCODE.close, Buffer.from([0x03, 0xe8])));
    },
  };
};
