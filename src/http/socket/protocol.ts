import { type ExecutionArgs, GraphQLError, getOperationAST } from 'graphql';
import { type Context, makeServer, type SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Logger } from '../../telemetry/logger.ts';
import type { DoorMetrics } from '../../telemetry/metrics.ts';
import { isRequestId } from '../exchange.ts';
import type { Caller } from '../graphql/caller.ts';
import { readParams } from '../graphql/params.ts';
import type { Pipeline } from '../graphql/pipeline.ts';
import type { PresentErrors } from '../graphql/present-errors.ts';
import { requestError } from '../graphql/request-error.ts';
import type { TrustedDocuments } from '../graphql/trusted-documents.ts';
import type { Admit } from './admission.ts';
import { attach } from './attach.ts';

/** What is known of a socket before its client has said who it is. */
export interface UnauthenticatedSocket {
  readonly requestId: string;
  readonly logger: Logger;
}

/** Speaks graphql-transport-ws on a socket until it closes. */
export type ServeSocket = (socket: WebSocket, unauthenticated: UnauthenticatedSocket) => void;

export interface SocketProtocolOptions {
  readonly pipeline: Pipeline;
  readonly admit: Admit;
  readonly documents: TrustedDocuments;
  readonly presentErrors: PresentErrors;
  readonly metrics: DoorMetrics;
  readonly maxSubscriptions: number;
  /** For how long a client may take to say who it is. */
  readonly initTimeoutMs: number;
}

/** One socket's state, beside what graphql-ws keeps. */
interface Extra {
  readonly socket: WebSocket;
  readonly unauthenticated: UnauthenticatedSocket;
  viewer: string | null;
  /** Ids of the operations that go on until somebody ends them. */
  readonly streaming: Set<string>;
}

type SocketContext = Context<Record<string, unknown>, Extra>;

/** An error ends one operation. Thrown further, it would end the socket and all other operations on it. */
const asResult = async <T>(run: () => T | Promise<T>): Promise<T | { errors: readonly GraphQLError[] }> => {
  try {
    return await run();
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    return { errors: [new GraphQLError('Unexpected error.', { cause: error })] };
  }
};

/** Operations run in the same pipeline as those over HTTP; graphql-ws keeps the order of messages and the close codes. */
export const createSocketProtocol = (options: SocketProtocolOptions): ServeSocket => {
  const { pipeline, admit, documents, presentErrors, metrics, maxSubscriptions, initTimeoutMs } = options;
  const { execute, subscribe } = pipeline.getEnveloped({});

  /** Each operation has a request id of its own, made of the socket's and the client's id for the operation. */
  const callerOf = ({ extra }: SocketContext, id: string): Caller => {
    const { unauthenticated, viewer } = extra;
    if (viewer === null) throw new Error('An operation came before its viewer.');
    const requestId = isRequestId(id) ? `${unauthenticated.requestId}/${id}` : unauthenticated.requestId;
    const logger = unauthenticated.logger.child({ requestId });
    // Foreign pages get no socket in the first place.
    return { viewer, requestId, logger, mayMutate: true, maySubscribe: true };
  };

  const prepare = async (context: SocketContext, id: string, payload: SubscribePayload): Promise<ExecutionArgs> => {
    if (Object.keys(context.subscriptions).length > maxSubscriptions) {
      throw requestError('TOO_MANY_SUBSCRIPTIONS', `A socket may run ${maxSubscriptions} operations at once.`);
    }
    const { query, operationName, variables } = readParams(payload, documents);
    const { schema, parse, validate, contextFactory } = pipeline.getEnveloped(callerOf(context, id));
    const document = parse(query);
    const errors = validate(schema, document);
    if (errors.length > 0) throw new AggregateError(errors);
    if (!getOperationAST(document, operationName)) {
      throw requestError('OPERATION_RESOLUTION_FAILURE', 'The document has no such operation.');
    }
    const contextValue = await contextFactory();
    return { schema, document, contextValue, variableValues: variables ?? null, operationName: operationName ?? null };
  };

  const server = makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: initTimeoutMs,
    execute: (args) => asResult(() => execute(args)),
    subscribe: (args) => asResult(() => subscribe(args)),

    async onConnect({ extra, connectionParams }) {
      extra.viewer = await admit(extra.socket, connectionParams);
      return extra.viewer !== null;
    },

    async onSubscribe(context, id, payload) {
      try {
        return await prepare(context, id, payload);
      } catch (error) {
        if (error instanceof AggregateError) return error.errors;
        return [error instanceof GraphQLError ? error : new GraphQLError('Unexpected error.', { cause: error })];
      }
    },

    onOperation({ extra }, id, _payload, _args, result) {
      if (!(Symbol.asyncIterator in result)) return;
      extra.streaming.add(id);
      metrics.subscriptionStarted('socket');
    },

    onNext: (context, id, _payload, _args, { data, errors }) => ({
      ...(errors ? { errors: presentErrors(errors, callerOf(context, id)) } : {}),
      ...(data === undefined ? {} : { data }),
    }),

    onError: (context, id, _payload, errors) => presentErrors(errors, callerOf(context, id)),

    onComplete({ extra }, id) {
      if (extra.streaming.delete(id)) metrics.subscriptionEnded('socket');
    },
  });

  return (socket, unauthenticated) =>
    attach(server, socket, unauthenticated.logger, {
      socket,
      unauthenticated,
      viewer: null,
      streaming: new Set<string>(),
    });
};
