import { type GraphQLSchema, isObjectType } from 'graphql';

/**
 * Has the fields that only show a property of the same name read it themselves, as GraphQL does where a field has no
 * resolver: compiled operations then read the property without a call. Pothos gives each such field a resolver and marks
 * it.
 */
export const readByName = (schema: GraphQLSchema): GraphQLSchema => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.extensions['pothosExposedField'] === field.name) field.resolve = undefined;
    }
  }
  return schema;
};
