import { openWebSocket, type WebSocketClient } from './web-socket.ts';

/** What a socket subscribes to. */
export interface Subscription {
  readonly port: number;
  /** `connectionParams.authorization`; null without. */
  readonly authorization: string | null;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface SubscriptionHandlers {
  /** @param version the first `version` in the message, which the documents of the benchmark select first */
  onVersion(version: number, message: Buffer): void;
  /** The stream is complete: its last message has been sent. */
  onComplete(): void;
  /** The socket has ended, or was told of an error. */
  onEnd(reason: string): void;
}

const VERSION = Buffer.from('"version":');

/** The number behind the first `"version":`; -1 without one. */
const versionIn = (message: Buffer): number => {
  let at = message.indexOf(VERSION);
  if (at < 0) return -1;
  at += VERSION.length;
  let version = 0;
  for (let digit = message[at]; digit !== undefined && digit >= 48 && digit <= 57; at += 1, digit = message[at]) {
    version = version * 10 + digit - 48;
  }
  return version;
};

/** Opens a socket with one subscription on it. */
export const subscribe = (subscription: Subscription, handlers: SubscriptionHandlers): WebSocketClient => {
  const { authorization, query, variables } = subscription;
  const init = { type: 'connection_init', ...(authorization !== null && { payload: { authorization } }) };
  const client = openWebSocket(subscription.port, {
    onOpen: () => client.sendText(JSON.stringify(init)),
    onText(message) {
      const version = versionIn(message);
      if (version >= 0) return handlers.onVersion(version, message);
      if (message.includes('"connection_ack"')) {
        return client.sendText(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }));
      }
      if (message.includes('"complete"')) return handlers.onComplete();
      if (message.includes('"ping"')) return client.sendText('{"type":"pong"}');
      handlers.onEnd(`was told ${message}`);
      client.cut();
    },
    onEnd: handlers.onEnd,
  });
  return client;
};
