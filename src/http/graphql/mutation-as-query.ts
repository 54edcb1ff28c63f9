import { type DocumentNode, GraphQLSchema, Kind, OperationTypeNode } from 'graphql';

/** What graphql-jit compiles: a document for a schema. */
interface Compilable {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
}

/** By schema, one whose queries are its mutations; made once. */
const turned = new WeakMap<GraphQLSchema, GraphQLSchema>();

const mutationsAsQueries = (schema: GraphQLSchema): GraphQLSchema => {
  const known = turned.get(schema);
  if (known !== undefined) return known;
  const config = { ...schema.toConfig(), query: schema.getMutationType(), mutation: null, assumeValid: true };
  const made = new GraphQLSchema(config);
  turned.set(schema, made);
  return made;
};

const isMutation = ({ definitions }: DocumentNode): boolean =>
  definitions.some((node) => node.kind === Kind.OPERATION_DEFINITION && node.operation === OperationTypeNode.MUTATION);

const asQuery = ({ definitions, ...document }: DocumentNode): DocumentNode => ({
  ...document,
  definitions: definitions.map((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? { ...node, operation: OperationTypeNode.QUERY } : node,
  ),
});

/**
 * A mutation as a query for a schema whose queries are the mutations; anything else as it is. The code that graphql-jit makes of
 * a mutation has V8 keep all that an execution needed until it looks through the whole heap; that of a query does not. They
 * differ in the order of root fields, and what is compiled has one (docs/decisions/108-what-a-purchase-leaves-behind.md).
 */
export const mutationAsQuery = (schema: GraphQLSchema, document: DocumentNode): Compilable =>
  isMutation(document) ? { schema: mutationsAsQueries(schema), document: asQuery(document) } : { schema, document };
