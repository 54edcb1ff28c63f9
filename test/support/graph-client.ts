import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import type { TypedDocumentString } from '../../examples/generated/graphql.ts';
import { type Following, follow } from './following.ts';

type Variables = Record<string, unknown>;

export type Transport = 'socket' | 'sse';
export const TRANSPORTS: readonly Transport[] = ['socket', 'sse'];

export interface Fault {
  readonly message: string;
  readonly extensions?: Variables | undefined;
}

/** What came back, whole. */
export interface Answer<Result> {
  readonly status: number;
  readonly data?: Result | null | undefined;
  readonly errors?: readonly Fault[] | undefined;
}

/** Errors in place of a result. */
export class FaultsError extends Error {
  override readonly name = 'FaultsError';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(JSON.stringify(faults));
    this.faults = faults;
  }
}

/** A client as frontends have one: it asks over HTTP, and watches over a socket or server-sent events. */
export interface GraphClient extends AsyncDisposable {
  /** Asks. @throws FaultsError */
  ask<Result, Given extends Variables>(document: TypedDocumentString<Result, Given>, variables: Given): Promise<Result>;
  answer<Result, Given extends Variables>(
    document: TypedDocumentString<Result, Given>,
    variables: Given,
  ): Promise<Answer<Result>>;
  /** Subscribes. It never connects again by itself. */
  watch<Result, Given extends Variables>(
    document: TypedDocumentString<Result, Given>,
    variables: Given,
    over?: Transport,
  ): Following<Result>;
}

interface Part<Result> {
  readonly data?: Result | null | undefined;
  readonly errors?: readonly Fault[] | undefined;
}

const dataOf = <Result>({ data, errors }: Part<Result>): Result => {
  if (errors?.length) throw new FaultsError(errors);
  if (data == null) throw new Error('An answer without data.');
  return data;
};

/** graphql-ws rejects with the list of errors where a subscription is refused. */
const asError = (reason: unknown): unknown => (Array.isArray(reason) ? new FaultsError(reason) : reason);

/** @param url of `/graphql`. */
export const createGraphClient = (url: string, key: string | null = null): GraphClient => {
  const authorization = key === null ? {} : { authorization: `Bearer ${key}` };
  const socket = createSocketClient({
    url: url.replace(/^http/, 'ws'),
    connectionParams: authorization,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  const events = createSseClient({ url, headers: authorization, retryAttempts: 0 });

  const answer = async <Result, Given extends Variables>(
    document: TypedDocumentString<Result, Given>,
    variables: Given,
  ): Promise<Answer<Result>> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...authorization },
      body: JSON.stringify({ query: document.toString(), variables }),
    });
    const body: Part<Result> = await response.json();
    return { status: response.status, ...body };
  };

  async function* iterate<Result>(query: string, variables: Variables, over: Transport): AsyncGenerator<Result, void> {
    const client = over === 'socket' ? socket : events;
    try {
      for await (const part of client.iterate<Result>({ query, variables })) yield dataOf<Result>(part);
    } catch (reason) {
      throw asError(reason);
    }
  }

  return {
    answer,
    ask: async (document, variables) => dataOf(await answer(document, variables)),
    watch: (document, variables, over = 'socket') => follow(iterate(document.toString(), variables, over)),
    async [Symbol.asyncDispose]() {
      events.dispose();
      await socket.dispose();
    },
  };
};
