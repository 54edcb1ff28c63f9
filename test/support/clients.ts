import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { fetchExchange, subscriptionExchange, Client as UrqlClient } from '@urql/core';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient, type Client as WsClient } from 'graphql-ws';
import relay, { type RequestParameters } from 'relay-runtime';
import { pipe, subscribe } from 'wonka';
import { WebSocket } from 'ws';

/** A client library, as somebody would set it up by its own manual. */
export interface TestClient {
  query(text: string): Promise<unknown>;
  /** Resolves when the stream completes; rejects with what the library makes of an error. */
  watch(text: string, variables: Record<string, unknown>, see: (data: unknown) => void): Promise<void>;
  dispose(): Promise<void>;
}

export interface ClientSettings {
  readonly port: number;
  /** The text of the authorization, asked for with each connection. */
  readonly credentials: () => Promise<string>;
}

const urls = (port: number) => ({
  http: `http://127.0.0.1:${port}/graphql`,
  socket: `ws://127.0.0.1:${port}/graphql`,
});

/** All as graphql-ws has it, but that it does not wait long before it tries again: tests have no time. */
const wsClient = ({ port, credentials }: ClientSettings): WsClient =>
  createWsClient({
    url: urls(port).socket,
    webSocketImpl: WebSocket,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 10)),
    connectionParams: async () => ({ authorization: await credentials() }),
  });

const sseClient = ({ port, credentials }: ClientSettings) =>
  createSseClient({
    url: urls(port).http,
    retryAttempts: 5,
    retry: () => new Promise((resolve) => setTimeout(resolve, 10)),
    headers: async () => ({ authorization: await credentials() }),
  });

interface Sink {
  next(result: { data?: unknown; errors?: unknown }): void;
  error(error: unknown): void;
  complete(): void;
}

/** Runs what is subscribed to by a sink, as a promise. */
const watching = (start: (sink: Sink) => void, see: (data: unknown) => void): Promise<void> =>
  new Promise((resolve, reject) =>
    start({
      next: ({ data, errors }) => (errors ? reject(errors) : see(data)),
      error: reject,
      complete: resolve,
    }),
  );

const graphqlWs = (settings: ClientSettings): TestClient => {
  const client = wsClient(settings);
  const watch: TestClient['watch'] = (query, variables, see) =>
    watching((sink) => client.subscribe({ query, variables }, { ...sink, next: (r) => sink.next(r as object) }), see);
  return {
    watch,
    async query(text) {
      let data: unknown;
      await watch(text, {}, (seen) => {
        data = seen;
      });
      return data;
    },
    dispose: async () => client.dispose(),
  };
};

const graphqlSse = (settings: ClientSettings): TestClient => {
  const client = sseClient(settings);
  const watch: TestClient['watch'] = (query, variables, see) =>
    watching((sink) => client.subscribe({ query, variables }, { ...sink, next: (r) => sink.next(r as object) }), see);
  return {
    watch,
    async query(text) {
      let data: unknown;
      await watch(text, {}, (seen) => {
        data = seen;
      });
      return data;
    },
    dispose: async () => client.dispose(),
  };
};

const apollo = (settings: ClientSettings, link: (http: ApolloLink) => ApolloLink): TestClient => {
  const authorized = new SetContextLink(async () => ({ headers: { authorization: await settings.credentials() } }));
  const http = authorized.concat(new HttpLink({ uri: urls(settings.port).http }));
  const client = new ApolloClient({ link: link(http), cache: new InMemoryCache() });
  return {
    query: async (text) => (await client.query({ query: gql(text), fetchPolicy: 'no-cache' })).data,
    watch: (text, variables, see) =>
      new Promise((resolve, reject) => {
        client.subscribe({ query: gql(text), variables, fetchPolicy: 'no-cache' }).subscribe({
          next: ({ data, error }) => (error ? reject(error) : see(data)),
          error: reject,
          complete: resolve,
        });
      }),
    dispose: async () => client.stop(),
  };
};

const apolloOverSocket = (settings: ClientSettings): TestClient => {
  const sockets = wsClient(settings);
  const client = apollo(settings, (http) =>
    ApolloLink.split(({ operationType }) => operationType === 'subscription', new GraphQLWsLink(sockets), http),
  );
  return {
    ...client,
    async dispose() {
      await sockets.dispose();
      await client.dispose();
    },
  };
};

const urql = (client: UrqlClient): TestClient => ({
  async query(text) {
    const { data, error } = await client.query(text, {}, { requestPolicy: 'network-only' }).toPromise();
    if (error) throw error;
    return data;
  },
  watch: (text, variables, see) =>
    new Promise((resolve, reject) => {
      pipe(
        client.subscription(text, variables),
        subscribe(({ data, error, hasNext }) => {
          if (error) return reject(error);
          // The end of a stream repeats its last result.
          if (!hasNext) resolve();
          else if (data) see(data);
        }),
      );
    }),
  dispose: () => Promise.resolve(),
});

const urqlFetch = ({ credentials }: ClientSettings): typeof fetch => {
  return async (input, init) =>
    fetch(input, { ...init, headers: { ...(init?.headers as object), authorization: await credentials() } });
};

const urqlOverHttp = (settings: ClientSettings): TestClient =>
  urql(
    new UrqlClient({
      url: urls(settings.port).http,
      exchanges: [fetchExchange],
      fetchSubscriptions: true,
      preferGetMethod: false,
      fetch: urqlFetch(settings),
    }),
  );

const urqlOverSocket = (settings: ClientSettings): TestClient => {
  const sockets = wsClient(settings);
  const client = new UrqlClient({
    url: urls(settings.port).http,
    preferGetMethod: false,
    fetch: urqlFetch(settings),
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: sockets.subscribe({ query, variables: variables as Record<string, unknown> }, sink as Sink),
          }),
        }),
      }),
    ],
  });
  return { ...urql(client), dispose: async () => sockets.dispose() };
};

const relayParameters = (text: string, operationKind: 'query' | 'subscription'): RequestParameters => ({
  text,
  operationKind,
  id: null,
  cacheID: text,
  name: 'Test',
  metadata: {},
});

/** @param streams what carries subscriptions: the manual shows graphql-ws, and graphql-sse has the same shape. */
const relayWith = (
  { port, credentials }: ClientSettings,
  streams: { subscribe(payload: object, sink: Sink): () => void; dispose(): void | Promise<void> },
): TestClient => {
  const network = relay.Network.create(
    async ({ text }, variables) => {
      const response = await fetch(urls(port).http, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: await credentials() },
        body: JSON.stringify({ query: text, variables }),
      });
      return await response.json();
    },
    ({ text, name }, variables) =>
      relay.Observable.create((sink) =>
        streams.subscribe({ operationName: name, query: text ?? '', variables }, sink as Sink),
      ),
  );
  const execute = (text: string, variables: object, kind: 'query' | 'subscription', sink: Partial<Sink>) =>
    network.execute(relayParameters(text, kind), variables, { force: true }).subscribe(sink as object);
  return {
    query: (text) =>
      new Promise((resolve, reject) => {
        execute(text, {}, 'query', { next: ({ data }) => resolve(data), error: reject });
      }),
    watch: (text, variables, see) => watching((sink) => void execute(text, variables, 'subscription', sink), see),
    dispose: async () => streams.dispose(),
  };
};

const relayOverSocket = (settings: ClientSettings): TestClient => relayWith(settings, wsClient(settings));
const relayOverHttp = (settings: ClientSettings): TestClient => relayWith(settings, sseClient(settings));

export const clients: Readonly<Record<string, (settings: ClientSettings) => TestClient>> = {
  'graphql-ws': graphqlWs,
  'graphql-sse': graphqlSse,
  'Apollo Client over a socket': apolloOverSocket,
  'Apollo Client over HTTP': (settings) => apollo(settings, (http) => http),
  'urql over a socket': urqlOverSocket,
  'urql over HTTP': urqlOverHttp,
  'Relay over a socket': relayOverSocket,
  'Relay over HTTP': relayOverHttp,
};

/** Those that take up a stream again by themselves; the others leave that to the page. */
export const reconnecting = Object.entries(clients).filter(([name]) => /socket|graphql-|Relay/.test(name));
