import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** What a proxy does with a CONNECT: opens the tunnel, refuses it, never answers, or hangs up. */
export type ConnectAnswer = 'tunnel' | 'refuse' | 'silence' | 'hang-up';

/** An HTTP proxy for CONNECT. All its tunnels lead to one port of this machine, whatever host was asked for. */
export interface ConnectProxy extends AsyncDisposable {
  readonly url: string;
  /** `host:port` of each CONNECT so far, in order. */
  readonly asked: readonly string[];
  /** The `proxy-authorization` of each CONNECT. */
  readonly credentials: readonly (string | undefined)[];
  /** The request lines of what was to be forwarded without a tunnel. */
  readonly forwarded: readonly string[];
  leadTo(port: number): void;
  answerWith(answer: ConnectAnswer): void;
  /** Breaks all tunnels, as the death of the proxy does. */
  breakTunnels(): void;
}

export const createConnectProxy = async (targetPort = 0): Promise<ConnectProxy> => {
  const asked: string[] = [];
  const credentials: (string | undefined)[] = [];
  const forwarded: string[] = [];
  const open = new Set<Duplex>();
  let port = targetPort;
  let answer: ConnectAnswer = 'tunnel';

  const keep = (socket: Duplex): void => {
    open.add(socket);
    socket.on('error', () => undefined).once('close', () => open.delete(socket));
  };
  const lead = (client: Duplex): void => {
    const target: Socket = connect(port, '127.0.0.1');
    keep(target);
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    client.pipe(target).pipe(client);
    client.once('close', () => target.destroy());
    target.once('close', () => client.destroy());
  };

  const server = createServer((request, response) => {
    forwarded.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  server.on('connection', keep);
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    asked.push(request.url ?? '');
    credentials.push(request.headers['proxy-authorization']);
    if (answer === 'tunnel') lead(client);
    if (answer === 'refuse') client.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
    if (answer === 'hang-up') client.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: ownPort } = server.address() as AddressInfo;

  const breakTunnels = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${ownPort}`,
    asked,
    credentials,
    forwarded,
    leadTo(next) {
      port = next;
    },
    answerWith(next) {
      answer = next;
    },
    breakTunnels,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      breakTunnels();
      await closed;
    },
  };
};
