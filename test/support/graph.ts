import { type ExecutionResult, type GraphQLError, graphql, parse, subscribe } from 'graphql';
import type { TypedDocumentString } from '../../examples/generated/graphql.ts';
import { createAccount } from '../../src/domain/account.ts';
import type { RequestContext } from '../../src/resolvers/context.ts';
import { createLoaders } from '../../src/resolvers/loaders.ts';
import { toGraphQLError } from '../../src/schema/errors.ts';
import { schema } from '../../src/schema/index.ts';
import { createTestDomain, type TestDomainOptions } from './domain.ts';
import { createTestUploads } from './file-host.ts';

type Data = Record<string, unknown>;

/** What a client sees of an error; `MASKED` where it is not to see anything. */
const codeOf = (error: GraphQLError): string => String(toGraphQLError(error)?.extensions['code'] ?? 'MASKED');

/** As it would go over the wire. */
const wired = <Result>(data: unknown): Result => JSON.parse(JSON.stringify(data)) as Result;

const dataOf = <Result>({ data, errors }: ExecutionResult): Result => {
  if (errors?.[0]) throw errors[0];
  return wired(data);
};

/** The schema over the whole task domain, without a door in front of it. */
export const createTestGraph = (options: TestDomainOptions = {}) => {
  const domain = createTestDomain(options);
  const { clock, provider } = domain;
  const prices = options.change?.prices ?? { SEPARATE_VOCAL: 10, SPLIT_STEM: 50 };
  const account = createAccount(provider, prices, clock);
  const uploads = createTestUploads({ clock });
  const links = { midiFile: (id: string) => `https://gateway.example/midi/${id}.mid` };

  const contextOf = (viewer: string): RequestContext => {
    const { tasks } = domain;
    return { viewer, tasks, account, uploads, loaders: createLoaders(viewer, tasks), clock, links };
  };

  const run = async (source: string, variables: Data, viewer: string): Promise<ExecutionResult> =>
    await graphql({ schema, source, variableValues: variables, contextValue: contextOf(viewer) });

  const listen = async (source: string, variables: Data, viewer: string) =>
    await subscribe({
      schema,
      document: parse(source),
      variableValues: variables,
      contextValue: contextOf(viewer),
    });

  type Text<Result, Variables> = TypedDocumentString<Result, Variables> | string;

  return {
    ...domain,
    services: { tasks: domain.tasks, account, uploads, clock, links },

    /** Runs a query or mutation that must go well. */
    ask: async <Result, Variables extends Data>(
      document: TypedDocumentString<Result, Variables>,
      variables: Variables,
      viewer = 'alice',
    ): Promise<Result> => dataOf(await run(document.toString(), variables, viewer)),

    /** Runs any text; the data, and the codes of the errors. */
    async tell(source: string, variables: Data = {}, viewer = 'alice') {
      const { data, errors = [] } = await run(source, variables, viewer);
      return { data: data ? wired<Data>(data) : null, codes: errors.map(codeOf) };
    },

    /** Subscribes; each `next` is the data of a message. */
    async watch<Result, Variables extends Data>(
      document: Text<Result, Variables>,
      variables: Variables,
      viewer = 'alice',
    ) {
      const stream = await listen(document.toString(), variables, viewer);
      if (!(Symbol.asyncIterator in stream)) throw stream.errors?.[0];
      return {
        async next(): Promise<Result | 'end'> {
          const { done, value } = await stream.next();
          return done ? 'end' : dataOf(value);
        },
        stop: () => stream.return(undefined),
      };
    },

    /** The code with which a subscription is refused. */
    async refusalOf<Variables extends Data>(
      document: TypedDocumentString<unknown, Variables>,
      variables: Variables,
      viewer = 'alice',
    ): Promise<string> {
      const stream = await listen(document.toString(), variables, viewer);
      if (Symbol.asyncIterator in stream || !stream.errors?.[0]) throw new Error('it was not refused');
      return codeOf(stream.errors[0]);
    },
  };
};

export type TestGraph = ReturnType<typeof createTestGraph>;
