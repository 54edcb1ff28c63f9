import {
  type GraphQLField,
  type GraphQLNamedType,
  GraphQLObjectType,
  type GraphQLResolveInfo,
  GraphQLSchema,
  getArgumentValues,
  type VariableValues,
} from 'graphql';

type AnyField = GraphQLField<unknown, unknown>;

/**
 * What the root fields that must not run twice brought in one execution, so that the operation can be executed again. Is the
 * root value of both executions.
 */
export class RootOutcomes {
  readonly #variables: VariableValues;
  /** By response key: returns the value or the promise of a field, or throws what it threw. */
  readonly #outcomes = new Map<string | number, () => unknown>();

  constructor(variables: VariableValues) {
    this.#variables = variables;
  }

  /** Calls the resolver of a field, once. Its arguments are those of graphql-js, whatever executes the operation. */
  of(field: AnyField, context: unknown, info: GraphQLResolveInfo): unknown {
    const { key } = info.path;
    let outcome = this.#outcomes.get(key);
    if (outcome === undefined) {
      outcome = this.#call(field, context, info);
      this.#outcomes.set(key, outcome);
    }
    return outcome();
  }

  #call(field: AnyField, context: unknown, info: GraphQLResolveInfo): () => unknown {
    const [node] = info.fieldNodes;
    try {
      const args = node && getArgumentValues(field, node, this.#variables);
      const value = field.resolve?.(undefined, args ?? {}, context, info);
      return () => value;
    } catch (error) {
      return () => {
        throw error;
      };
    }
  }
}

/** Whether a field must not run twice: each mutation, and what asks the provider, which the schema marks. */
export const runsOnce = (schema: GraphQLSchema, parent: GraphQLNamedType | undefined, { extensions }: AnyField) =>
  parent === schema.getMutationType() || extensions['asksProvider'] === true;

/** The same schema for executions whose root value is a `RootOutcomes`. */
export const rememberOutcomes = (schema: GraphQLSchema): GraphQLSchema => {
  const remembering = (type: GraphQLObjectType): GraphQLObjectType => {
    const { fields, ...config } = type.toConfig();
    for (const field of Object.values(type.getFields())) {
      if (!runsOnce(schema, type, field)) continue;
      const resolve = (outcomes: RootOutcomes, _args: unknown, context: unknown, info: GraphQLResolveInfo) =>
        outcomes.of(field, context, info);
      Object.assign(fields[field.name] ?? {}, { resolve });
    }
    return new GraphQLObjectType({ ...config, fields });
  };

  const config = schema.toConfig();
  const query = config.query && remembering(config.query);
  const mutation = config.mutation && remembering(config.mutation);
  const types = config.types.map((type) => [query, mutation].find((root) => root?.name === type.name) ?? type);
  return new GraphQLSchema({ ...config, query, mutation, types, assumeValid: true });
};
