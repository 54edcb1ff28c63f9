import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { NotSentError, ResponseLostError } from '../../src/upstream/kie/errors.ts';
import { createTransport } from '../../src/upstream/kie/transport.ts';

const listen = async (server: Server) => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server.address() as AddressInfo;
};

const transportTo = ({ port }: AddressInfo) =>
  createTransport({ baseUrl: `http://127.0.0.1:${port}/proxy`, apiKey: 'key', timeoutMs: 5_000, proxies: null });

/** What a call is rejected with. */
const errorOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => null,
    (error: unknown) => error,
  );

test('a call that cannot be sent is named, without its query and without the path of a proxy', async () => {
  const server = createServer();
  const address = await listen(server);
  await once(server.close(), 'close');
  const transport = transportTo(address);
  try {
    const error = await errorOf(transport.get('/record-info?taskId=hidden'));
    expect(error).toBeInstanceOf(NotSentError);
    expect(error).toMatchObject({ message: expect.stringMatching(/^GET \/record-info: .*ECONNREFUSED/) });
  } finally {
    await transport.close();
  }
});

test('a call whose answer is lost is named', async () => {
  const server = createServer((socket) => void socket.once('data', () => socket.destroy()));
  const transport = transportTo(await listen(server));
  try {
    const error = await errorOf(transport.post('/generate', { type: 'split_stem' }));
    expect(error).toBeInstanceOf(ResponseLostError);
    expect(error).toMatchObject({ message: 'POST /generate: other side closed', cause: expect.any(Error) });
  } finally {
    await transport.close();
    await once(server.close(), 'close');
  }
});
