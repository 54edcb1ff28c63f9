import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A network between a client and a gateway, for pulling out the plug. */
export const layCable = async (targetPort: number) => {
  const ends = new Set<Socket>();
  let isUp = true;
  let connections = 0;

  const server = createServer((near) => {
    if (!isUp) return void near.destroy();
    connections += 1;
    const far = connect(targetPort, '127.0.0.1');
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.pipe(other);
      // A cut is the point of it.
      end.on('error', () => other.destroy());
      end.on('close', () => {
        ends.delete(end);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: (server.address() as AddressInfo).port,
    /** How many connections there were. */
    connections: () => connections,
    /** Ends every connection, without a goodbye. */
    cut(): void {
      for (const end of ends) end.resetAndDestroy();
    },
    /** Down: new connections fail too. */
    set up(value: boolean) {
      isUp = value;
    },
    async [Symbol.asyncDispose](): Promise<void> {
      for (const end of ends) end.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
