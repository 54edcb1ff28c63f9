import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { countPlannedFields } from './planned-fields.ts';
import type { PreparedOperation } from './prepared-documents.ts';

/**
 * An operation as compiled code. A result with errors is not to be sent: graphql-jit words some of them otherwise than
 * graphql-js.
 *
 * @param variables values that graphql-js has coerced.
 */
export type Plan = (
  rootValue: unknown,
  context: unknown,
  variables: object,
) => ExecutionResult | Promise<ExecutionResult>;

/**
 * A copy without locations, which only errors would need: graphql-jit reads them from tokens, which prepared documents do
 * not have, and it writes into the nodes.
 */
const copyOf = (document: DocumentNode): DocumentNode =>
  JSON.parse(JSON.stringify(document, (key, value: unknown) => (key === 'loc' ? undefined : value)));

/**
 * Compiles an operation. The module of graphql-jit is loaded at the first call: that takes a while.
 *
 * @throws AggregateError when graphql-jit cannot compile it.
 */
export const compilePlan = async (
  schema: GraphQLSchema,
  document: DocumentNode,
  { node }: PreparedOperation,
): Promise<Plan> => {
  const { compileQuery, isCompiledQuery } = await import('graphql-jit');
  const compiled = compileQuery(schema, copyOf(document), node.name?.value, { disablingCapturingStackErrors: true });
  if (!isCompiledQuery(compiled)) throw new AggregateError(compiled.errors ?? [], 'graphql-jit cannot compile this.');
  return compiled.query;
};

/** Finds compiled operations. Operations are compiled in the background, once they have been executed often. */
export interface Plans {
  /** The plan of an operation; null: graphql-js executes it. Counts as one execution. */
  find(document: DocumentNode, operation: PreparedOperation): Plan | null;
}

export interface PlansOptions {
  readonly schema: GraphQLSchema;
  /** Executions before an operation is compiled, which takes about as long as twenty executions. */
  readonly executions: number;
  /** The most fields of one operation. */
  readonly maxFields: number;
  /** The most fields of all operations together: each takes about 1 KiB of memory. */
  readonly maxTotalFields: number;
  /** Gets what made a compilation fail; graphql-js goes on executing the operation. */
  readonly onError: (error: unknown) => void;
}

export const DEFAULT_PLANS = { executions: 20, maxFields: 1_000, maxTotalFields: 30_000 };

/** What is known of an operation. */
interface Entry {
  executions: number;
  plan: Plan | null;
}

export const createPlans = (options: PlansOptions): Plans => {
  const { schema, executions, maxFields, maxTotalFields, onError } = options;
  const entries = new WeakMap<PreparedOperation, Entry>();
  /** The operations that have a plan with the number of their fields, in the order of use. */
  const compiled = new Map<PreparedOperation, number>();
  let total = 0;

  const remove = (operation: PreparedOperation): void => {
    total -= compiled.get(operation) ?? 0;
    compiled.delete(operation);
    entries.delete(operation);
  };

  const compile = async (document: DocumentNode, operation: PreparedOperation, entry: Entry): Promise<void> => {
    const fields = countPlannedFields(schema, document, operation.node, maxFields);
    if (fields === null) return;
    entry.plan = await compilePlan(schema, document, operation);
    compiled.set(operation, fields);
    total += fields;
    for (const oldest of compiled.keys()) {
      if (total <= maxTotalFields) break;
      remove(oldest);
    }
  };

  return {
    find(document, operation) {
      const entry = entries.get(operation) ?? { executions: 0, plan: null };
      if (entry.plan !== null) {
        const fields = compiled.get(operation) ?? 0;
        compiled.delete(operation);
        compiled.set(operation, fields);
        return entry.plan;
      }
      entry.executions += 1;
      entries.set(operation, entry);
      if (entry.executions === executions) compile(document, operation, entry).catch(onError);
      return null;
    },
  };
};
