import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isSpecifiedScalarType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  typeFromAST,
  visit,
} from 'graphql';

/**
 * Whether a value that graphql-js has coerced stays the same when it is coerced again, which the compiled code does. A
 * scalar of the schema's own may change its values each time.
 */
const isStable = (type: GraphQLInputType, seen: ReadonlySet<GraphQLNamedType> = new Set()): boolean => {
  const named = getNamedType(type);
  if (seen.has(named) || isSpecifiedScalarType(named)) return true;
  if (isEnumType(named)) return named.getValues().every(({ name, value }) => name === value);
  if (!isInputObjectType(named)) return false;
  const inner = new Set([...seen, named]);
  return Object.values(named.getFields()).every((field) => isStable(field.type, inner));
};

const hasStableVariables = (schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode): boolean =>
  variableDefinitions.every(({ type: node }) => {
    const type = typeFromAST(schema, node);
    return type !== undefined && isInputType(type) && isStable(type);
  });

/**
 * Whether a document has something that graphql-jit 0.8.9 answers otherwise than graphql-js: it merges the conditions of
 * `@skip` and `@include` over all places at which a fragment is spread, and an object literal has no own `__proto__`.
 */
const hasPitfall = (document: DocumentNode): boolean => {
  let found = false;
  const find = (): void => {
    found = true;
  };
  visit(document, { Directive: find, Name: ({ value }) => (value === '__proto__' ? find() : undefined) });
  return found;
};

/** Counts the fields of an operation as they are compiled: once for each place, and for each possible type there. */
const createCounter = (schema: GraphQLSchema, document: DocumentNode, max: number) => {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  let count = 0;
  let isRepeatable = true;

  const add = ({ selections }: SelectionSetNode, parent: GraphQLNamedType | undefined, times: number): void => {
    for (const node of selections) {
      // What comes to more is not compiled: the rest need not be counted.
      if (count > max) return;
      if (node.kind === Kind.FIELD) {
        count += times;
        const field = isCompositeType(parent) ? schema.getField(parent, node.name.value) : undefined;
        if (field?.extensions['asksProvider'] === true) isRepeatable = false;
        const type = field && getNamedType(field.type);
        const types = isAbstractType(type) ? schema.getPossibleTypes(type).length : 1;
        if (node.selectionSet) add(node.selectionSet, type, times * types);
      } else if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(node.name.value);
        if (fragment) add(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), times);
      } else {
        const type = node.typeCondition ? schema.getType(node.typeCondition.name.value) : parent;
        add(node.selectionSet, type, times);
      }
    }
  };

  return (operation: OperationDefinitionNode): number | null => {
    add(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, 1);
    return isRepeatable && count <= max ? count : null;
  };
};

/**
 * The number of fields that have to be compiled for an operation; null for one that is left to graphql-js.
 *
 * An operation whose compiled execution meets an error is executed again by graphql-js. So mutations are not compiled, nor
 * are queries that ask the provider: the schema marks such fields with `extensions.asksProvider`.
 *
 * @param document a valid document.
 * @param max the most fields that may be compiled.
 */
export const countPlannedFields = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  max: number,
): number | null => {
  if (operation.operation === OperationTypeNode.MUTATION || hasPitfall(document)) return null;
  if (!hasStableVariables(schema, operation)) return null;
  return createCounter(schema, document, max)(operation);
};
