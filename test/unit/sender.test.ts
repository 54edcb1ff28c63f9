import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createSenders } from '../../src/http/socket/sender.ts';

/** The sender of a connection over TCP whose other end does not read before it is told to. */
const arrange = async (readyState: number = WebSocket.OPEN) => {
  const server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const stream = connect((server.address() as AddressInfo).port, '127.0.0.1');
  stream.on('error', () => undefined);
  const [reader] = await accepted;
  onTestFinished(() => {
    stream.destroy();
    reader.destroy();
    server.close();
  });
  const socket = Object.assign(Object.create(WebSocket.prototype), { _readyState: readyState });
  return { sender: createSenders()(socket, stream), socket, stream, reader };
};

/** Turns in which everything happens that does not wait for the other end. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
};

/** More than the operating system takes for one connection. */
const LARGE = Buffer.alloc(32 * 1_024 * 1_024, 'a');

it('says one turn later that the operating system has taken a frame', async () => {
  const { sender, reader } = await arrange();
  const sent = vi.fn();
  sender.sendFrame(Buffer.from('frame'), sent);
  expect(sent).not.toHaveBeenCalled();
  await settle();
  expect(sent).toHaveBeenCalledOnce();
  expect(String(reader.read() ?? (await once(reader.resume(), 'data'))[0])).toBe('frame');
});

it('says it of a frame that has to wait when the client has read enough, and adds nothing to it', async () => {
  const { sender, stream, reader } = await arrange();
  const sent = vi.fn();
  sender.sendFrame(LARGE, sent);
  await settle();
  expect(sent).not.toHaveBeenCalled();
  let bytes = 0;
  reader.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  reader.resume();
  await vi.waitFor(() => expect(sent).toHaveBeenCalledOnce());
  stream.end();
  await once(reader, 'end');
  expect(bytes).toBe(LARGE.length);
});

it('says it of a frame that waits when the connection is lost', async () => {
  const { sender, stream } = await arrange();
  const sent = vi.fn();
  sender.sendFrame(LARGE, sent);
  stream.destroy();
  await vi.waitFor(() => expect(sent).toHaveBeenCalledOnce());
});

it('sends nothing on a socket that is closing, and leaves nothing at it', async () => {
  const { sender, socket, stream } = await arrange(WebSocket.CLOSING);
  const sent = vi.fn();
  sender.sendFrame(Buffer.from('frame'), sent);
  await settle();
  expect(stream.bytesWritten).toBe(0);
  expect(sent).not.toHaveBeenCalled();
  expect(socket.listenerCount('close')).toBe(0);
});
