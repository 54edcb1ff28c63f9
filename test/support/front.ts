import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * A fixed address in front of a gateway that comes and goes, like the load balancer it has in production: what the
 * provider and the clients know stays the same over a restart. It can also cut everybody off.
 */
export interface Front extends AsyncDisposable {
  readonly origin: string;
  /** Leads to another port from now on; null: connections are closed at once. */
  leadTo(port: number | null): void;
  /** Breaks all connections, without a word. */
  cutOff(): void;
}

export const createFront = async (): Promise<Front> => {
  let target: number | null = null;
  const open = new Set<Socket>();

  const keep = (socket: Socket): void => {
    open.add(socket);
    // A break on one side is passed on to the other; there is nobody here to be told.
    socket.on('error', () => undefined).once('close', () => open.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    if (target === null) return void client.resetAndDestroy();
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

  const cutOff = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    leadTo(next) {
      target = next;
    },
    cutOff,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      cutOff();
      await closed;
    },
  };
};
