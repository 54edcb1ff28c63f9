import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';

/** A message of graphql-transport-ws, as it came. */
export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

export interface OpenSocketOptions extends Omit<ClientOptions, 'protocol'> {
  readonly protocol?: string | null;
}

/** A socket that says what it is told to say, right or wrong. */
export const openSocket = async (
  url: string,
  { protocol = 'graphql-transport-ws', ...options }: OpenSocketOptions = {},
) => {
  const socket = new WebSocket(url, protocol ?? [], options);
  const arrived: Message[] = [];
  let arrive: () => void = () => undefined;
  socket.on('message', (data) => {
    arrived.push(JSON.parse(String(data)));
    arrive();
  });
  const closed = new Promise<number>((resolve) => {
    socket.on('close', resolve);
  });
  await once(socket, 'open');

  const self = {
    socket,
    /** The code with which it closes. */
    closed,
    /** Sends a message, or any text. */
    send: (message: object | string) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    /** The next message that has come or comes. */
    async next(): Promise<Message> {
      for (;;) {
        const message = arrived.shift();
        if (message) return message;
        const news = new Promise<void>((resolve) => {
          arrive = resolve;
        });
        const gone = closed.then((code) => Promise.reject(new Error(`closed with ${code}`)));
        await Promise.race([news, gone]);
      }
    },
    /** Says who it is, and hears that it may stay. */
    async init(payload?: object): Promise<void> {
      self.send({ type: 'connection_init', ...(payload ? { payload } : {}) });
      const { type } = await self.next();
      if (type !== 'connection_ack') throw new Error(`expected connection_ack, got ${type}`);
    },
    subscribe: (id: string, query: string, variables: object = {}) =>
      self.send({ type: 'subscribe', id, payload: { query, variables } }),
    /** Runs an operation with one result. */
    async run(id: string, query: string, variables: object = {}): Promise<Message> {
      self.subscribe(id, query, variables);
      const result = await self.next();
      if (result.type === 'next') await self.next();
      return result;
    },
    async close(): Promise<void> {
      socket.close();
      await closed;
    },
  };
  return self;
};

/** The HTTP status with which a socket is refused. */
export const refusedWith = (url: string, options: OpenSocketOptions = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const { protocol = 'graphql-transport-ws', ...rest } = options;
    const socket = new WebSocket(url, protocol ?? [], rest);
    socket.on('unexpected-response', (request, { statusCode = 0 }) => {
      request.destroy();
      resolve(statusCode);
    });
    // After an answer it only tells that we hung up.
    socket.on('error', reject);
    socket.on('open', () => reject(new Error('it was let in')));
  });
