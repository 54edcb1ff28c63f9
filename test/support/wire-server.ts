import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

/** A request as it came over the wire, whole. */
export interface WireRequest {
  readonly head: string;
  readonly body: string;
}

/** What a server does with one connection. Called once it is accepted. */
export type Behaviour = (connection: WireConnection) => void | Promise<void>;

export interface WireConnection {
  readonly socket: Socket;
  /** Resolves with the first bytes. */
  firstBytes(): Promise<string>;
  /** Resolves once a whole request has come, judged by its Content-Length. */
  request(): Promise<WireRequest>;
  send(text: string): void;
  reset(): void;
}

/** A server of bytes: it says what a test tells it to say, well-formed or not. */
export interface WireServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Connections accepted so far. */
  readonly connections: number;
  /** Whole requests that came, in order. */
  readonly requests: readonly WireRequest[];
}

const wholeRequest = (text: string): WireRequest | null => {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = text.slice(0, end);
  const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
  const body = text.slice(end + 4);
  return Buffer.byteLength(body) >= length ? { head, body } : null;
};

export const createWireServer = async (behave: Behaviour): Promise<WireServer> => {
  const requests: WireRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;

  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    let received = '';
    const watchers = new Set<() => void>();
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    const until = <T>(look: () => T | null): Promise<T> =>
      new Promise((resolve) => {
        const watcher = (): void => {
          const seen = look();
          if (seen === null) return;
          watchers.delete(watcher);
          resolve(seen);
        };
        watchers.add(watcher);
        watcher();
      });
    let counted = false;
    const listen = (): void => {
      if (socket.listenerCount('data') > 0) return;
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1');
        const whole = wholeRequest(received);
        if (whole && !counted) requests.push(whole);
        counted ||= whole !== null;
        for (const watcher of watchers) watcher();
      });
    };
    void behave({
      socket,
      firstBytes: () => {
        listen();
        return until(() => (received === '' ? null : received));
      },
      request: () => {
        listen();
        return until(() => wholeRequest(received));
      },
      send: (text) => void socket.write(text),
      reset: () => void socket.resetAndDestroy(),
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    get connections() {
      return connections;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** A port on which nobody listens. */
export const closedPort = async (): Promise<number> => {
  const server = await createWireServer(() => undefined);
  await server[Symbol.asyncDispose]();
  return server.port;
};

/** A whole answer, with the right length. */
export const httpAnswer = (status: number, body: string, headers: Record<string, string> = {}): string => {
  const lines = Object.entries({ 'content-type': 'application/json', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [`HTTP/1.1 ${status} Words`, ...lines, `content-length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
};
