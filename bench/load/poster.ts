import { type HttpConnection, openHttpConnection } from './http-connection.ts';

/** Posts over a few kept connections; what finds none free waits its turn. */
export interface Poster {
  /** Resolves once it was answered 200. Rejects for any other answer. */
  post(request: Buffer): Promise<void>;
  close(): void;
}

interface Waiting {
  readonly request: Buffer;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

type Take = (work: Waiting) => void;

export const createPoster = (port: number, connections: number): Poster => {
  const queue: Waiting[] = [];
  const free: Take[] = [];
  const opened: HttpConnection[] = [];

  const open = (): Take => {
    let current: Waiting | null = null;
    const connection = openHttpConnection(
      port,
      ({ status, body }) => {
        const done = current;
        current = null;
        const next = queue.shift();
        if (next === undefined) free.push(take);
        else take(next);
        if (status === 200) done?.resolve();
        else done?.reject(new Error(`a post was answered HTTP ${status}: ${body.subarray(0, 300)}`));
      },
      (reason) => {
        current?.reject(new Error(`a post failed: ${reason}`));
        // A new connection takes the place of the one that was lost.
        free.push(open());
      },
    );
    const take = (work: Waiting): void => {
      if (connection.isOpen()) {
        current = work;
        connection.send(work.request);
      } else open()(work);
    };
    opened.push(connection);
    return take;
  };
  for (let index = 0; index < connections; index += 1) free.push(open());

  return {
    post: (request) =>
      new Promise((resolve, reject) => {
        const work = { request, resolve, reject };
        const take = free.pop();
        if (take) take(work);
        else queue.push(work);
      }),
    close() {
      for (const connection of opened) connection.close();
    },
  };
};
