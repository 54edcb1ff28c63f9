import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * A TCP proxy in front of a gateway. Its address stays the same over a restart of the gateway, like the one of a load
 * balancer, and it can break the network between client and gateway.
 */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  readonly origin: string;
  /** How many connections were passed on so far. */
  readonly connections: number;
  /** Sets the port that new connections are passed on to; null: new connections are reset. */
  leadTo(port: number | null): void;
  /** Resets all connections: no end of stream, no closing handshake. */
  cutOff(): void;
}

/** @param targetPort where connections lead at first; null: they are reset until `leadTo` is called. */
export const createTcpProxy = async (targetPort: number | null = null): Promise<TcpProxy> => {
  let target = targetPort;
  let connections = 0;
  const open = new Set<Socket>();

  const keep = (socket: Socket): void => {
    open.add(socket);
    // An error on one side ends the other side, which is all that a test can see of it.
    socket.on('error', () => undefined).once('close', () => open.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    if (target === null) return void client.resetAndDestroy();
    connections += 1;
    const gateway = connect(target, '127.0.0.1');
    keep(gateway);
    client.setNoDelay(true);
    gateway.setNoDelay(true);
    client.pipe(gateway).pipe(client);
    client.once('close', () => gateway.destroy());
    gateway.once('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    get connections() {
      return connections;
    },
    leadTo(next) {
      target = next;
    },
    cutOff() {
      for (const socket of open) socket.resetAndDestroy();
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
};
