import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
  typeFromAST,
  visit,
} from 'graphql';
import { runsOnce } from './root-outcomes.ts';

/**
 * Whether a value that graphql-js has coerced stays the same when it is coerced again, which the compiled code does. A
 * scalar of the schema's own may change its values each time, unless it is marked with `extensions.keepsInput`.
 */
const isStable = (type: GraphQLInputType, seen: ReadonlySet<GraphQLNamedType> = new Set()): boolean => {
  const named = getNamedType(type);
  if (seen.has(named) || isSpecifiedScalarType(named)) return true;
  if (isScalarType(named)) return named.extensions['keepsInput'] === true;
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

/** Whether a document has the name `__proto__`: an object literal of graphql-jit has no own property of that name. */
const hasPitfall = (document: DocumentNode): boolean => {
  let found = false;
  visit(document, {
    Name({ value }) {
      found ||= value === '__proto__';
    },
  });
  return found;
};

/** Counts the fields of an operation as they are compiled: once for each place, and for each possible type there. */
const countFields = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  max: number,
): number | null => {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  /** No field returns it: what is in it are root fields. */
  const root = schema.getRootType(operation.operation) ?? undefined;
  const rootKeys = new Set<string>();
  let count = 0;
  let isRepeatable = true;
  /** Whether a field is called once by a `RootOutcomes`, however often the operation is executed. */
  let isRemembered = false;

  const addField = (node: FieldNode, parent: GraphQLNamedType | undefined, times: number): void => {
    count += times;
    const field = isCompositeType(parent) ? schema.getField(parent, node.name.value) : undefined;
    if (parent === root && field !== TypeNameMetaFieldDef) rootKeys.add((node.alias ?? node.name).value);
    if (field && runsOnce(schema, parent, field)) {
      if (parent === root) isRemembered = true;
      else isRepeatable = false;
    }
    const type = field && getNamedType(field.type);
    const types = isAbstractType(type) ? schema.getPossibleTypes(type).length : 1;
    if (node.selectionSet) add(node.selectionSet, type, times * types);
  };

  const add = ({ selections }: SelectionSetNode, parent: GraphQLNamedType | undefined, times: number): void => {
    for (const node of selections) {
      // What comes to more is not compiled: the rest need not be counted.
      if (count > max) return;
      if (node.kind === Kind.FIELD) addField(node, parent, times);
      else if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(node.name.value);
        if (fragment) add(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), times);
      } else {
        const type = node.typeCondition ? schema.getType(node.typeCondition.name.value) : parent;
        add(node.selectionSet, type, times);
      }
    }
  };

  add(operation.selectionSet, root, 1);
  if (isRemembered && rootKeys.size > 1) return null;
  return isRepeatable && count <= max ? count : null;
};

/**
 * The number of fields that have to be compiled for an operation; null for one that is left to graphql-js.
 *
 * An operation whose compiled execution meets an error is executed again by graphql-js. A root field that must not run twice
 * is remembered (`root-outcomes.ts`), and has to be the only one: where one of several fails, graphql-js may leave out the
 * others, and graphql-jit 0.8.9 calls them all, or waits forever.
 *
 * @param document a valid document of one operation, without directives.
 * @param max the most fields that may be compiled.
 */
export const countPlannedFields = (schema: GraphQLSchema, document: DocumentNode, max: number): number | null => {
  const operation = getOperationAST(document);
  if (!operation || hasPitfall(document) || !hasStableVariables(schema, operation)) return null;
  return countFields(schema, document, operation, max);
};
