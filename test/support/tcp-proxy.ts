import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

export type Direction = 'to-server' | 'to-client';
const BOTH: readonly Direction[] = ['to-server', 'to-client'];

/**
 * A TCP proxy in front of a gateway, a database or Redis. Its address stays the same over a restart of the server, like
 * the one of a load balancer, and it can break the network between client and server.
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
  /** What arrives from now on is passed on so much later, in milliseconds. */
  delay(ms: number): void;
  /**
   * Passes nothing on in these directions, neither bytes nor the end of a stream, and tells nobody; new connections are
   * accepted. What is sent meanwhile arrives when the direction is passed on again (an empty list).
   *
   * @param connection only this one, by its number from 0; by default, all that there are and that come.
   */
  silence(directions: readonly Direction[], connection?: number): void;
  /** Accepts connections, and passes nothing on in either direction. */
  blackhole(): void;
}

/** Passes everything on in its order, `delayMs()` after it has arrived. */
const delaying = (delayMs: () => number): Transform => {
  let before: Promise<unknown> = Promise.resolve();
  const later = (act: () => void): void => {
    const ms = delayMs();
    const arrived = ms > 0 ? sleep(ms) : null;
    before = before.then(() => arrived).then(act);
  };
  return new Transform({
    transform(chunk, _encoding, taken) {
      later(() => this.push(chunk));
      taken();
    },
    flush: later,
  });
};

/** @param targetPort where connections lead at first; null: they are reset until `leadTo` is called. */
export const createTcpProxy = async (targetPort: number | null = null): Promise<TcpProxy> => {
  let target = targetPort;
  let delayMs = 0;
  let silent: readonly Direction[] = [];
  const open = new Set<Socket>();
  /** Of each connection, in their order: stops or goes on passing on. */
  const silencers: ((directions: readonly Direction[]) => void)[] = [];

  const keep = (socket: Socket): void => {
    open.add(socket.setNoDelay(true));
    // An error on one side ends the other side, which is all that a test can see of it.
    socket.on('error', () => undefined).once('close', () => open.delete(socket));
  };

  const join = (client: Socket, server: Socket): void => {
    const ways = {
      'to-server': [client, delaying(() => delayMs), server],
      'to-client': [server, delaying(() => delayMs), client],
    } as const;
    for (const [, middle, to] of Object.values(ways)) middle.pipe(to);
    const silence = (directions: readonly Direction[]): void => {
      for (const direction of BOTH) {
        const [from, middle] = ways[direction];
        from.unpipe(middle);
        if (!directions.includes(direction)) from.pipe(middle);
      }
    };
    silence(silent);
    silencers.push(silence);
    client.once('close', () => server.destroy());
    server.once('close', () => client.destroy());
  };

  const listener = createServer((client) => {
    keep(client);
    if (target === null) return void client.resetAndDestroy();
    const server = connect(target, '127.0.0.1');
    keep(server);
    join(client, server);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;

  const silence: TcpProxy['silence'] = (directions, connection) => {
    if (connection !== undefined) return silencers[connection]?.(directions);
    silent = directions;
    for (const each of silencers) each(directions);
  };
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    get connections() {
      return silencers.length;
    },
    leadTo(next) {
      target = next;
    },
    cutOff() {
      for (const socket of open) socket.resetAndDestroy();
    },
    delay(ms) {
      delayMs = ms;
    },
    silence,
    blackhole: () => silence(BOTH),
    async [Symbol.asyncDispose]() {
      const closed = once(listener, 'close');
      listener.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
};
