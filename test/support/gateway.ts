import { createAccount } from '../../src/domain/account.ts';
import type { Task } from '../../src/domain/tasks/lifecycle/task.ts';
import { type AuthSettings, createAuthenticator } from '../../src/http/auth/create-authenticator.ts';
import { createHttpServer, type HttpServerOptions } from '../../src/http/http-server.ts';
import { toGraphQLError } from '../../src/schema/errors.ts';
import { createExampleOperations } from '../../src/schema/example-operations.ts';
import { schema } from '../../src/schema/index.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { createTestDomain, type TestDomainOptions } from './domain.ts';
import { createTestUploads, type TestUploadsOptions } from './file-host.ts';

export interface TestGatewayOptions {
  readonly auth?: AuthSettings;
  readonly secrets?: readonly string[];
  readonly domain?: TestDomainOptions;
  readonly uploads?: Pick<TestUploadsOptions, 'host' | 'limits' | 'used'>;
  readonly http?: Partial<Omit<HttpServerOptions, 'limits'>> & {
    readonly limits?: Partial<HttpServerOptions['limits']>;
  };
}

/** A page that is welcome. */
export const ORIGIN = 'https://app.example.com';

/** The whole gateway, its HTTP server on a port of this machine, before a fake provider and with a clock that stands still. */
export const startGateway = async ({ auth = { kind: 'none' }, secrets = [], ...rest }: TestGatewayOptions = {}) => {
  const domain = createTestDomain(rest.domain);
  const account = createAccount(domain.provider, { SEPARATE_VOCAL: 10, SPLIT_STEM: 50 }, domain.clock);
  let origin = '';
  const uploads = createTestUploads({
    clock: domain.clock,
    used: domain.store.usedUploads,
    putUrl: (token) => `${origin}/uploads/${token}`,
    ...rest.uploads,
  });
  const lines: string[] = [];
  const logger = createLogger({ level: 'debug', secrets, destination: { write: (line) => void lines.push(line) } });
  const metrics = createMetrics();
  const server = createHttpServer({
    schema,
    toGraphQLError,
    services: {
      tasks: domain.tasks,
      account,
      uploads,
      clock: domain.clock,
      links: { midiFile: (id) => `/midi/${id}.mid` },
    },
    authenticator: await createAuthenticator(auth),
    callbacks: {
      accepts: (token) => domain.tokens.read(token) !== null,
      receive: (post) => domain.receiver.receive(post),
    },
    requirements: [{ name: 'store', missing: 'the store cannot be used', check: () => domain.store.ping() }],
    logger,
    metrics,
    tracing: null,
    origins: [ORIGIN],
    introspection: true,
    graphiql: createExampleOperations('https://media.example.com/song.mp3'),
    trustedDocuments: null,
    ...rest.http,
    limits: { socketsPerViewer: 100, subscriptionsPerSocket: 100, ...rest.http?.limits },
  });
  const { port } = await server.listen(0, '127.0.0.1');
  origin = `http://127.0.0.1:${port}`;

  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  return {
    domain,
    server,
    metrics,
    port,
    origin,
    url: `${origin}/graphql`,
    socketUrl: `ws://127.0.0.1:${port}/graphql`,
    /** Lines of the log, parsed. */
    log: () => lines.map((line): Record<string, unknown> => JSON.parse(line)),
    logText: () => lines.join(''),
    forgetLog: () => void lines.splice(0),

    /** Posts an operation. */
    post,
    /** Runs an operation; the parsed answer. */
    async ask<Data = Record<string, unknown>>(
      query: string,
      variables: object = {},
      headers: Record<string, string> = {},
    ): Promise<Answer<Data>> {
      const response = await post({ query, variables }, headers);
      return { status: response.status, headers: response.headers, ...((await response.json()) as Result<Data>) };
    },

    /** Buys a separation in the domain; what a door would answer is not of interest. */
    async buy(viewer = 'anonymous'): Promise<Task> {
      return (await domain.buy({ viewer, forceNew: true })).task;
    },

    [Symbol.asyncDispose]: () => server.drain(100),
  };
};

export type TestGateway = Awaited<ReturnType<typeof startGateway>>;

export interface Result<Data = unknown> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

export interface Answer<Data = unknown> extends Result<Data> {
  readonly status: number;
  readonly headers: Headers;
}

/** The codes of an answer's errors. */
export const codesOf = ({ errors = [] }: Result): unknown[] => errors.map(({ extensions }) => extensions['code']);
