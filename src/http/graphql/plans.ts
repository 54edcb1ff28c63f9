import type { DocumentNode, ExecutionResult, GraphQLSchema, VariableValues } from 'graphql';
import { type Conditions, readConditions } from './conditions.ts';
import { countPlannedFields } from './planned-fields.ts';
import type { PreparedOperation } from './prepared-documents.ts';
import { rememberOutcomes } from './root-outcomes.ts';

/**
 * An operation as compiled code. A result with errors is not to be sent: graphql-jit words some of them otherwise than
 * graphql-js.
 *
 * @param rootValue of a query or a mutation: a `RootOutcomes`.
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

/** A plan, and the number of fields that were compiled for it. */
interface Compiled {
  readonly plan: Plan;
  readonly fields: number;
}

/**
 * Compiles an operation. The module of graphql-jit is loaded at the first call: that takes a while.
 *
 * @param schema one that remembers outcomes.
 * @param document the operation and its fragments, without directives.
 * @returns null for an operation that is left to graphql-js.
 * @throws AggregateError when graphql-jit cannot compile it.
 */
export const compilePlan = async (
  schema: GraphQLSchema,
  document: DocumentNode,
  maxFields: number,
): Promise<Compiled | null> => {
  const fields = countPlannedFields(schema, document, maxFields);
  if (fields === null) return null;
  const { compileQuery, isCompiledQuery } = await import('graphql-jit');
  const compiled = compileQuery(schema, copyOf(document), undefined, { disablingCapturingStackErrors: true });
  if (!isCompiledQuery(compiled)) throw new AggregateError(compiled.errors ?? [], 'graphql-jit cannot compile this.');
  return { plan: compiled.query, fields };
};

/** Finds compiled operations. Operations are compiled in the background, once they have been executed often. */
export interface Plans {
  /** The schema that plans are made for. What meets an error is executed again with it. */
  readonly schema: GraphQLSchema;
  /** The plan of an operation; null: graphql-js executes it. Counts as one execution. */
  find(document: DocumentNode, operation: PreparedOperation, variables: VariableValues): Plan | null;
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

/** The most combinations of conditions in one operation that are counted and compiled. */
const MAX_VARIANTS = 16;

/** What is known of an operation for one combination of its conditions. */
interface Variant {
  executions: number;
  compiled: Compiled | null;
}

/** What is known of an operation. */
interface Entry {
  readonly conditions: Conditions;
  readonly variants: Map<string, Variant>;
}

export const createPlans = (options: PlansOptions): Plans => {
  const { executions, maxFields, maxTotalFields, onError } = options;
  const schema = rememberOutcomes(options.schema);
  const entries = new WeakMap<PreparedOperation, Entry>();
  /** The variants that have a plan, in the order of use. */
  const inUse = new Set<Variant>();
  let total = 0;

  const entryOf = (document: DocumentNode, operation: PreparedOperation): Entry => {
    const known = entries.get(operation);
    if (known !== undefined) return known;
    const entry = { conditions: readConditions(document, operation.node), variants: new Map() };
    entries.set(operation, entry);
    return entry;
  };

  const variantOf = ({ variants }: Entry, key: string): Variant | null => {
    const known = variants.get(key);
    if (known !== undefined || variants.size === MAX_VARIANTS) return known ?? null;
    const variant = { executions: 0, compiled: null };
    variants.set(key, variant);
    return variant;
  };

  const remove = (variant: Variant): void => {
    total -= variant.compiled?.fields ?? 0;
    inUse.delete(variant);
    variant.compiled = null;
    variant.executions = 0;
  };

  const compile = async (conditions: Conditions, variables: VariableValues, variant: Variant): Promise<void> => {
    variant.compiled = await compilePlan(schema, conditions.apply(variables), maxFields);
    if (variant.compiled === null) return;
    inUse.add(variant);
    total += variant.compiled.fields;
    for (const oldest of inUse) {
      if (total <= maxTotalFields) break;
      remove(oldest);
    }
  };

  return {
    schema,
    find(document, operation, variables) {
      const entry = entryOf(document, operation);
      const key = entry.conditions.keyOf(variables);
      const variant = key === null ? null : variantOf(entry, key);
      if (variant === null) return null;
      if (variant.compiled !== null) {
        inUse.delete(variant);
        inUse.add(variant);
        return variant.compiled.plan;
      }
      variant.executions += 1;
      if (variant.executions === executions) compile(entry.conditions, variables, variant).catch(onError);
      return null;
    },
  };
};
