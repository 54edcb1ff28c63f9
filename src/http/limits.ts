/** Limits of connections and messages. The limits of GraphQL requests are `OperationBounds`. */
export interface HttpLimits {
  /** Size of the body of a GraphQL request over HTTP. */
  readonly bodyBytes: number;
  /** Size of one message of a client on a socket. */
  readonly frameBytes: number;
  /** GraphQL requests that run at the same time on one socket. */
  readonly subscriptionsPerSocket: number;
  /** Open sockets and HTTP streams of one viewer; null: no bound. */
  readonly socketsPerViewer: number | null;
  /** Open sockets of all viewers. */
  readonly sockets: number;
  /** Open sockets without `connection_init`. One more terminates the oldest of them. */
  readonly unauthenticatedSockets: number;
  /** Time from opening a socket to `connection_init`. */
  readonly initTimeoutMs: number;
  /** Time between two pings of a socket, and between two heartbeats of a stream. A socket that misses one is terminated. */
  readonly heartbeatMs: number;
  /** How long a client may take nothing of what it was sent before its connection is closed. */
  readonly stuckMs: number;
  /** Bytes buffered for one socket before it is closed. */
  readonly waitingBytes: number;
}

/** Limits that are settings. */
export type ConfiguredLimits = Pick<HttpLimits, 'subscriptionsPerSocket' | 'socketsPerViewer'>;

/** TCP connections for each socket that may be open: the rest is for HTTP. More are closed before they send a request. */
export const CONNECTIONS_PER_SOCKET = 1.25;

/**
 * Connections that wait until they are accepted, as many as Linux allows by default (`net.core.somaxconn`). One is accepted
 * in each turn of the event loop. Clients beyond them would try again one second later, then two, then four, as thousands did
 * with Node's 511 after a restart.
 */
export const WAITING_CONNECTIONS = 4_096;

/** Limits that are no settings. */
export const DEFAULT_LIMITS: Omit<HttpLimits, keyof ConfiguredLimits> = {
  bodyBytes: 131_072,
  frameBytes: 65_536,
  sockets: 20_000,
  unauthenticatedSockets: 1_000,
  initTimeoutMs: 10_000,
  heartbeatMs: 12_000,
  stuckMs: 30_000,
  waitingBytes: 1_048_576,
};
