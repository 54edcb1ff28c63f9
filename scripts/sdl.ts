import { GraphQLSchema, isObjectType, printSchema } from 'graphql';

/** The SDL as `schema.graphql` holds it: what can be asked first, then every type where it is first mentioned. */
export const printSdl = (schema: GraphQLSchema): string => {
  const config = schema.toConfig();
  const roots = [config.query, config.mutation, config.subscription].filter((root) => root != null);
  // Nothing but their interfaces may lead to these.
  const implementations = config.types.filter((type) => isObjectType(type) && type.getInterfaces().length > 0);
  return `${printSchema(new GraphQLSchema({ ...config, types: [...roots, ...implementations] }))}\n`;
};
