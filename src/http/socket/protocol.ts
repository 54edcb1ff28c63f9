import type { ExecutionArgs, GraphQLError } from 'graphql';
import { type Context, makeServer, type OperationResult, type SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { isStream } from '../../domain/tasks/reading/stream.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { HttpMetrics } from '../../telemetry/metrics.ts';
import { isRequestId } from '../exchange.ts';
import type { Caller } from '../graphql/caller.ts';
import { readParams } from '../graphql/params.ts';
import { isPreparedRequest, type Prepare, toRequestErrors } from '../graphql/prepare.ts';
import type { PresentErrors } from '../graphql/present-errors.ts';
import { requestError } from '../graphql/request-error.ts';
import type { Run } from '../graphql/run.ts';
import type { TrustedDocuments } from '../graphql/trusted-documents.ts';
import type { Admit } from './admission.ts';
import { attach } from './attach.ts';
import { deliver } from './delivery.ts';
import type { Sender } from './sender.ts';
import { SocketCaller } from './socket-caller.ts';
import { textFrame } from './text-frame.ts';

/** A socket before `connection_init`. */
export interface UnauthenticatedSocket {
  readonly requestId: string;
  readonly logger: Logger;
  /** `Authorization` header of the upgrade request. */
  readonly authorization: string | null;
  /** `traceparent` header of the upgrade request. */
  readonly traceparent: string | null;
  readonly onAuthenticated: (socket: WebSocket) => void;
}

/** Speaks graphql-transport-ws on a socket until it closes. */
export type ServeSocket = (socket: WebSocket, sender: Sender, unauthenticated: UnauthenticatedSocket) => void;

export interface SocketProtocolOptions {
  readonly prepare: Prepare;
  readonly run: Run;
  readonly admit: Admit;
  readonly documents: TrustedDocuments;
  readonly presentErrors: PresentErrors;
  readonly metrics: HttpMetrics;
  /** GraphQL requests that run at the same time on one socket. */
  readonly maxSubscriptions: number;
  /** Time from opening the socket to `connection_init`, in milliseconds. */
  readonly initTimeoutMs: number;
}

/** State of one socket, beside the state that graphql-ws keeps. */
interface Extra {
  readonly socket: WebSocket;
  readonly sender: Sender;
  readonly unauthenticated: UnauthenticatedSocket;
  /** Null until `connection_init`. */
  viewer: string | null;
}

/** A result, of graphql-js or of graphql-ws. */
interface Result {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly GraphQLError[] | undefined;
}

type SocketContext = Context<Record<string, unknown>, Extra>;

/** Where a request stands in its client's trace: a socket has no headers for each request. */
const traceparentIn = (payload: SubscribePayload | undefined): string | null => {
  const traceparent = payload?.extensions?.['traceparent'];
  return typeof traceparent === 'string' ? traceparent : null;
};

/** GraphQL over WebSocket. graphql-ws keeps the order of messages and the close codes. */
export const createSocketProtocol = (options: SocketProtocolOptions): ServeSocket => {
  const { prepare, run, admit, documents, presentErrors, metrics, maxSubscriptions, initTimeoutMs } = options;

  /** The request id of a GraphQL request on a socket: the socket's request id and the client's id of the request. */
  const callerOf = ({ extra }: SocketContext, id: string, payload?: SubscribePayload): Caller => {
    const { unauthenticated, viewer } = extra;
    if (viewer === null) throw new Error('A GraphQL request came before connection_init.');
    const requestId = isRequestId(id) ? `${unauthenticated.requestId}/${id}` : unauthenticated.requestId;
    const traceparent = traceparentIn(payload) ?? unauthenticated.traceparent;
    return new SocketCaller(viewer, requestId, traceparent, unauthenticated.logger);
  };

  const assertRoom = ({ subscriptions }: SocketContext): void => {
    if (Object.keys(subscriptions).length <= maxSubscriptions) return;
    throw requestError('TOO_MANY_SUBSCRIPTIONS', `A socket may run ${maxSubscriptions} operations at once.`);
  };

  const present = (context: SocketContext, id: string, { data, errors }: Result) => {
    const presented = data === undefined ? {} : { data };
    return errors ? { errors: presentErrors(errors, callerOf(context, id)), ...presented } : presented;
  };

  /** The last message, unless it has errors: equal subscribers get the same result, one after the other. */
  let last: { readonly id: string; readonly result: Result; readonly payload: string; readonly frame: Buffer } | null =
    null;

  const frameOf = (context: SocketContext, id: string, result: Result): Buffer => {
    const known = last?.result === result ? last : null;
    if (known?.id === id) return known.frame;
    const payload = known?.payload ?? JSON.stringify(present(context, id, result));
    const frame = textFrame(`{"id":${JSON.stringify(id)},"type":"next","payload":${payload}}`);
    if (!result.errors) last = { id, result, payload, frame };
    return frame;
  };

  /** graphql-ws hands over what `onSubscribe` returned. */
  const runPrepared = (args: ExecutionArgs) => {
    if (isPreparedRequest(args)) return run(args);
    throw new Error('graphql-ws runs a request that was not prepared.');
  };

  /** Whether the client has ended a request before it had a result, and uses its id for a newer one by now. */
  const isReplaced = ({ subscriptions }: SocketContext, id: string, payload: SubscribePayload): boolean =>
    id in subscriptions && !Object.is(subscriptions[id], payload);

  /** Never resolves: graphql-ws would go on with the result under the id, and then forget the newer request. */
  const discard = (result: OperationResult): Promise<never> => {
    if (Symbol.asyncIterator in result) void result[Symbol.asyncIterator]().return?.();
    return new Promise(() => undefined);
  };

  /** What subscribed to the running subscriptions, of all sockets: a set for each socket would be larger. */
  const streaming = new WeakSet<SubscribePayload>();

  const server = makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: initTimeoutMs,
    execute: runPrepared,
    subscribe: runPrepared,

    async onConnect({ extra, connectionParams }) {
      const { socket, unauthenticated } = extra;
      extra.viewer = await admit(socket, connectionParams, unauthenticated.authorization);
      if (extra.viewer !== null) unauthenticated.onAuthenticated(socket);
      return extra.viewer !== null;
    },

    // An error that is thrown here would close the socket, and end all other requests on it.
    async onSubscribe(context, id, payload) {
      // In place of null: a newer request that gets the same id is told from this one by it.
      Object.assign(context.subscriptions, { [id]: payload });
      try {
        assertRoom(context);
        const prepared = prepare(readParams(payload, documents), callerOf(context, id, payload));
        // graphql-ws keeps the message as long as the subscription: without its own copy of the document.
        Object.assign(payload, { query: '' });
        return 'errors' in prepared ? prepared.errors : prepared;
      } catch (error) {
        return toRequestErrors(error).errors;
      }
    },

    onOperation(context, id, payload, _args, result) {
      if (isReplaced(context, id, payload)) return discard(result);
      if (!(Symbol.asyncIterator in result)) return undefined;
      streaming.add(payload);
      metrics.subscriptionStarted('socket');
      if (!isStream(result)) return undefined;
      return deliver(result, (next, sent) => context.extra.sender.sendFrame(frameOf(context, id, next), sent));
    },

    onNext: (context, id, _payload, _args, result) => present(context, id, result),

    onError: (context, id, _payload, errors) => presentErrors(errors, callerOf(context, id)),

    onComplete(_context, _id, payload) {
      if (streaming.delete(payload)) metrics.subscriptionEnded('socket');
    },
  });

  return (socket, sender, unauthenticated) =>
    attach(server, socket, sender, unauthenticated.logger, {
      socket,
      sender,
      unauthenticated,
      viewer: null,
    });
};
