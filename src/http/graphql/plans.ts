import type { DocumentNode, ExecutionResult, GraphQLSchema, VariableValues } from 'graphql';
import { createBoundedCache } from '../../bounded-cache.ts';
import { type Conditions, readConditions } from './conditions.ts';
import { mutationAsQuery } from './mutation-as-query.ts';
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
  const compilable = mutationAsQuery(schema, copyOf(document));
  const options = { disablingCapturingStackErrors: true };
  const compiled = compileQuery(compilable.schema, compilable.document, undefined, options);
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

/** An operation for one combination of its conditions. */
interface Variant {
  /** Executions without a plan. */
  executions: number;
}

/** What is known of an operation. */
interface Entry {
  readonly conditions: Conditions;
  readonly variants: Map<string, Variant>;
}

export const createPlans = (options: PlansOptions): Plans => {
  const { executions, maxFields, maxTotalFields, onError } = options;
  let remembering: GraphQLSchema | null = null;
  const entries = new WeakMap<PreparedOperation, Entry>();
  const plans = createBoundedCache<Variant, Plan>(maxTotalFields);

  const entryOf = (document: DocumentNode, operation: PreparedOperation): Entry => {
    const known = entries.get(operation);
    if (known !== undefined) return known;
    const entry = { conditions: readConditions(document, operation.node), variants: new Map() };
    entries.set(operation, entry);
    return entry;
  };

  const variantOf = ({ conditions, variants }: Entry, variables: VariableValues): Variant | null => {
    const key = conditions.keyOf(variables);
    if (key === null) return null;
    const known = variants.get(key);
    if (known !== undefined || variants.size === MAX_VARIANTS) return known ?? null;
    const variant = { executions: 0 };
    variants.set(key, variant);
    return variant;
  };

  /** Made at the first compilation: it takes a while. */
  const schemaOf = (): GraphQLSchema => {
    remembering ??= rememberOutcomes(options.schema);
    return remembering;
  };

  const compile = async ({ conditions }: Entry, variables: VariableValues, variant: Variant): Promise<void> => {
    const compiled = await compilePlan(schemaOf(), conditions.apply(variables), maxFields);
    if (compiled === null) return;
    // Counted anew, should the plan have to make room for others.
    variant.executions = 0;
    plans.set(variant, compiled.plan, compiled.fields);
  };

  return {
    get schema() {
      return schemaOf();
    },
    find(document, operation, variables) {
      const entry = entryOf(document, operation);
      const variant = variantOf(entry, variables);
      if (variant === null) return null;
      const plan = plans.get(variant);
      if (plan !== undefined) return plan;
      variant.executions += 1;
      if (variant.executions === executions) compile(entry, variables, variant).catch(onError);
      return null;
    },
  };
};
