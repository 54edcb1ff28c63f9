import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large a GraphQL operation is. A fragment counts at each place where it is spread. */
export interface Measures {
  /** Levels of nested fields. Introspection counts as one level: graphql-js bounds its depth. */
  readonly depth: number;
  readonly aliases: number;
  /** Number of fields to resolve. Fields under a list count as often as the list may be long. */
  readonly cost: number;
  /** Number of root fields that buy something. */
  readonly purchases: number;
  readonly introspects: boolean;
}

type AnyField = GraphQLField<unknown, unknown>;

/** Arguments that give the length of a list: the size of a page, or the list of requested ids. */
const SIZE_ARGUMENTS = new Set(['first', 'last', 'ids']);

/** Assumed length of a list without such an argument: tracks of a song, stems of a track, lines of a timeline. */
const USUAL_LENGTH = 5;

const NOTHING: Measures = { depth: 0, aliases: 0, cost: 0, purchases: 0, introspects: false };

/** Context of a selection set. */
interface Scope {
  /** True when lists directly in it were counted with the field around it. */
  readonly isCounted: boolean;
}

const ROOT: Scope = { isCounted: false };

/** The largest measures of any operation in the document. */
export const measure = (
  schema: GraphQLSchema,
  document: DocumentNode,
  buys: (fieldName: string) => boolean,
  maxListLength: number,
): Measures => {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const measureOperation = createMeasurer(schema, fragments, buys, maxListLength);
  return document.definitions
    .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
    .map(measureOperation)
    .reduce(larger, NOTHING);
};

/** Measures the operations of one document. */
function createMeasurer(
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  buys: (fieldName: string) => boolean,
  maxListLength: number,
) {
  const mutationType = schema.getMutationType();
  const measured = new Map<string, Measures>();

  const fieldOf = (parent: GraphQLNamedType | undefined, name: string) =>
    isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;

  const measureField = (node: FieldNode, parent: GraphQLNamedType | undefined, inside: Scope): Measures => {
    const name = node.name.value;
    const introspects = name === '__schema' || name === '__type';
    const field = fieldOf(parent, name);
    const asked = askedLength(node, field, maxListLength);
    const many = field !== undefined && isList(field.type);
    // The size of a page is an argument of the connection, and its lists are inside: do not count them twice.
    const place = { isCounted: asked !== null && !many };
    const inner = node.selectionSet
      ? measureSelections(node.selectionSet, field && getNamedType(field.type), place)
      : NOTHING;
    const times = asked ?? (many && !inside.isCounted ? USUAL_LENGTH : 1);
    return {
      depth: introspects ? 1 : inner.depth + 1,
      aliases: inner.aliases + (node.alias ? 1 : 0),
      cost: introspects ? 1 : 1 + times * inner.cost,
      purchases: inner.purchases + (parent !== undefined && parent === mutationType && buys(name) ? 1 : 0),
      introspects: introspects || inner.introspects,
    };
  };

  const measureFragment = (name: string, inside: Scope): Measures => {
    const key = `${name} ${inside.isCounted}`;
    const known = measured.get(key);
    if (known) return known;
    const fragment = fragments.get(name);
    if (!fragment) return NOTHING;
    // Ends the recursion for a fragment that spreads itself; validation rejects it later.
    measured.set(key, NOTHING);
    const condition = schema.getType(fragment.typeCondition.name.value);
    const measures = measureSelections(fragment.selectionSet, condition, inside);
    measured.set(key, measures);
    return measures;
  };

  const measureSelections = (
    { selections }: SelectionSetNode,
    parent: GraphQLNamedType | undefined,
    inside: Scope,
  ): Measures => {
    let sum = NOTHING;
    for (const node of selections) {
      if (node.kind === Kind.FIELD) sum = combine(sum, measureField(node, parent, inside));
      else if (node.kind === Kind.FRAGMENT_SPREAD) sum = combine(sum, measureFragment(node.name.value, inside));
      else {
        const condition = node.typeCondition ? schema.getType(node.typeCondition.name.value) : parent;
        sum = combine(sum, measureSelections(node.selectionSet, condition, inside));
      }
    }
    return sum;
  };

  return (operation: OperationDefinitionNode): Measures =>
    measureSelections(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, ROOT);
}

/** The list length that a field's arguments ask for; null when they do not say. */
function askedLength(node: FieldNode, field: AnyField | undefined, maxListLength: number): number | null {
  const given = node.arguments?.find(({ name }) => SIZE_ARGUMENTS.has(name.value))?.value;
  if (given?.kind === Kind.INT) return Math.max(Number(given.value), 1);
  if (given?.kind === Kind.LIST) return given.values.length;
  // A variable: the longest allowed list, so that the measure holds for every execution of the document.
  if (given) return maxListLength;
  const size = field?.args.find(({ name }) => SIZE_ARGUMENTS.has(name));
  if (size === undefined) return null;
  // A list of which few are long, as its field says: what was not asked for counts as usual.
  const usual: unknown = field?.extensions['usualLength'];
  if (typeof usual === 'number') return usual;
  return typeof size.defaultValue === 'number' ? size.defaultValue : maxListLength;
}

function isList(type: unknown): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function combine(a: Measures, b: Measures): Measures {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    cost: a.cost + b.cost,
    purchases: a.purchases + b.purchases,
    introspects: a.introspects || b.introspects,
  };
}

/** Field-wise maximum. */
function larger(a: Measures, b: Measures): Measures {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: Math.max(a.aliases, b.aliases),
    cost: Math.max(a.cost, b.cost),
    purchases: Math.max(a.purchases, b.purchases),
    introspects: a.introspects || b.introspects,
  };
}
