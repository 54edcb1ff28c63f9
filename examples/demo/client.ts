import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import type { TypedDocumentString } from '../generated/graphql.ts';
import { DemoError, reasonOf } from './demo-error.ts';

type Variables = Record<string, unknown>;

/** A connection to the gateway. */
export interface Client extends AsyncDisposable {
  /** Runs a query or mutation. @throws DemoError */
  ask<Result, Given extends Variables>(document: TypedDocumentString<Result, Given>, variables: Given): Promise<Result>;
  /** The messages of a subscription, until it ends or the caller stops reading. @throws DemoError */
  watch<Result, Given extends Variables>(
    document: TypedDocumentString<Result, Given>,
    variables: Given,
  ): AsyncGenerator<Result, void>;
}

export interface ClientOptions {
  readonly url: string;
  readonly key: string | null;
  /** Subscribe over server-sent events instead of a WebSocket. */
  readonly sse: boolean;
}

interface GraphQLFault {
  readonly message: string;
  readonly extensions?: Variables | undefined;
}

interface GraphQLResponse<Result> {
  readonly data?: Result | null | undefined;
  readonly errors?: readonly GraphQLFault[] | undefined;
}

const describe = ({ message, extensions }: GraphQLFault): string =>
  typeof extensions?.['code'] === 'string' ? `${message} (${extensions['code']})` : message;

const errorOf = (errors: readonly GraphQLFault[]): DemoError =>
  new DemoError(`The gateway answered with errors: ${errors.map(describe).join('; ')}`);

const dataOf = <Result>({ data, errors }: GraphQLResponse<Result>): Result => {
  if (errors?.length) throw errorOf(errors);
  if (data == null) throw new DemoError('The gateway answered without data.');
  return data;
};

/** What a subscription client rejects with, as an error: an error, GraphQL errors, or the event of a closed socket. */
const streamError = (error: unknown): DemoError => {
  if (error instanceof DemoError) return error;
  if (Array.isArray(error)) return errorOf(error);
  const isClose = typeof error === 'object' && error !== null && 'code' in error && 'reason' in error;
  return new DemoError(
    `The stream broke: ${isClose ? `socket closed with ${error.code} ${error.reason}` : reasonOf(error)}`,
  );
};

const createSubscriber = ({ url, key, sse }: ClientOptions) => {
  const authorization = key === null ? {} : { authorization: `Bearer ${key}` };
  if (sse) return createSseClient({ url, headers: authorization });
  return createSocketClient({
    url: url.replace(/^http/, 'ws'),
    connectionParams: authorization,
    webSocketImpl: WebSocket,
  });
};

export const createClient = (options: ClientOptions): Client => {
  const { url, key } = options;
  const subscriber = createSubscriber(options);

  const post = async (body: object): Promise<Response> => {
    const authorization = key === null ? {} : { authorization: `Bearer ${key}` };
    const headers = { 'content-type': 'application/json', accept: 'application/json', ...authorization };
    try {
      return await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    } catch (error) {
      throw new DemoError(`The gateway at ${url} cannot be reached: ${reasonOf(error)}`);
    }
  };

  return {
    async ask<Result, Given extends Variables>(document: TypedDocumentString<Result, Given>, variables: Given) {
      const response = await post({ query: document.toString(), variables });
      const answer: GraphQLResponse<Result> | null = await response.json().catch(() => null);
      if (answer === null) throw new DemoError(`The gateway answered HTTP ${response.status} without JSON.`);
      return dataOf(answer);
    },

    async *watch<Result, Given extends Variables>(document: TypedDocumentString<Result, Given>, variables: Given) {
      try {
        for await (const answer of subscriber.iterate<Result>({ query: document.toString(), variables })) {
          yield dataOf<Result>(answer);
        }
      } catch (error) {
        throw streamError(error);
      }
    },

    async [Symbol.asyncDispose]() {
      await subscriber.dispose();
    },
  };
};
