import { GraphQLSchema, isObjectType, printSchema } from 'graphql';

/** The SDL as in `schema.graphql`: the root types first, then every type in the order of its first use. */
export const printSdl = (schema: GraphQLSchema): string => {
  const config = schema.toConfig();
  const roots = [config.query, config.mutation, config.subscription].filter((root) => root != null);
  // No field returns these types themselves; only interfaces lead to them.
  const implementations = config.types.filter((type) => isObjectType(type) && type.getInterfaces().length > 0);
  return `${printSchema(new GraphQLSchema({ ...config, types: [...roots, ...implementations] }))}\n`;
};
