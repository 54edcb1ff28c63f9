import fc from 'fast-check';
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  parse,
  validate,
} from 'graphql';

/** Arguments with which each field can be asked for; fields with arguments that are not listed are left out. */
export type Arguments = Readonly<Record<string, readonly string[]>>;

export interface RandomDocuments {
  readonly arguments: Arguments;
  /** Directives that selections may have. */
  readonly conditions?: readonly string[];
  /** Of queries by default. */
  readonly root?: 'Query' | 'Mutation';
}

/** Whether a document may be executed: it is valid, but for fragments and variables that it does not use. */
export const isAllowed = (schema: GraphQLSchema, text: string): boolean =>
  validate(schema, parse(text)).every(({ message }) => message.endsWith('is never used.'));

/**
 * Selections of one operation against a schema, and fragments: aliases, inline fragments, fragments that are spread at
 * several places. Not all of them are valid: fields of one name may be at odds.
 */
export const randomDocuments = (
  schema: GraphQLSchema,
  { arguments: args, conditions = [], root = 'Query' }: RandomDocuments,
): fc.Arbitrary<string> => {
  const condition = fc.oneof({ weight: 4, arbitrary: fc.constant('') }, fc.constantFrom('', ...conditions));
  const words = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((each) => each.join(' '));

  const fieldOf = (
    type: GraphQLNamedType,
    { name, type: of, args: { length } }: GraphQLField<unknown, unknown>,
    depth: number,
  ) => {
    const choices = args[`${type.name}.${name}`];
    if (length > 0 && choices === undefined) return null;
    const named = getNamedType(of);
    if (isCompositeType(named) && depth === 0) return null;
    const inner = isCompositeType(named) ? selectionsOf(named, depth - 1) : fc.constant('');
    // One name never stands for two ways of asking: such a document would not be valid.
    const asked = choices?.map((given, index) => `a${index}_${name}: ${name}${given}`);
    const either = fc.constantFrom(...(asked ?? [name, `${type.name}_${name}: ${name}`]));
    return words(either, condition, inner);
  };

  const conditionsOf = (type: GraphQLNamedType): GraphQLNamedType[] => {
    if (isInterfaceType(type)) return [...schema.getPossibleTypes(type), type];
    return isObjectType(type) ? [type, ...type.getInterfaces()] : [];
  };

  const selectionsOf = (type: GraphQLNamedType, depth: number, maxLength = 5): fc.Arbitrary<string> => {
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const plain = fields.flatMap((field) => fieldOf(type, field, depth) ?? []);
    const spreads = type.name === root ? [] : [words(fc.constantFrom('...F', '...G', '...H'), condition)];
    const inline = (on: GraphQLNamedType) =>
      words(fc.constant(`... on ${on.name}`), condition, selectionsOf(on, depth - 1));
    const inlines = depth > 0 ? conditionsOf(type).map(inline) : [];
    const choice = fc.oneof(
      { weight: 6, arbitrary: fc.oneof(fc.constant('__typename'), ...plain) },
      ...[...inlines, ...spreads].map((arbitrary) => ({ weight: 1, arbitrary })),
    );
    return fc.array(choice, { minLength: 1, maxLength }).map((selections) => `{ ${selections.join(' ')} }`);
  };

  const fragment = (name: string, on: string) => {
    const type = schema.getType(on);
    if (type === undefined) throw new Error(`There is no type ${on}.`);
    return selectionsOf(type, 1).map((text) =>
      `fragment ${name} on ${on} ${text}`.replaceAll(/\.\.\.[FGH]\b/g, '__typename'),
    );
  };
  const type = schema.getType(root);
  if (type === undefined) throw new Error(`The schema has no ${root}.`);
  return fc
    .tuple(
      fc.oneof(selectionsOf(type, 4, 1), selectionsOf(type, 4)),
      fragment('F', 'Task'),
      fragment('G', 'Node'),
      fragment('H', 'SeparationTask'),
    )
    .map((parts) => parts.join('\n'));
};
