import fc from 'fast-check';
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/** Arguments with which each field can be asked for; fields with arguments that are not listed are left out. */
export type Arguments = Readonly<Record<string, readonly string[]>>;

/**
 * Random documents of one query against a schema: aliases, inline fragments, fragments that are spread at several places.
 * Not all of them are valid: fields of one name may be at odds.
 */
export const randomDocuments = (schema: GraphQLSchema, args: Arguments): fc.Arbitrary<string> => {
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
    return fc.tuple(either, inner).map((parts) => parts.join(' '));
  };

  const conditionsOf = (type: GraphQLNamedType): GraphQLNamedType[] => {
    if (isInterfaceType(type)) return [...schema.getPossibleTypes(type), type];
    return isObjectType(type) ? [type, ...type.getInterfaces()] : [];
  };

  const selectionsOf = (type: GraphQLNamedType, depth: number): fc.Arbitrary<string> => {
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const plain = fields.flatMap((field) => fieldOf(type, field, depth) ?? []);
    const spreads = type.name === 'Query' ? [] : [fc.constantFrom('...F', '...G', '...H')];
    const inline = (condition: GraphQLNamedType) =>
      selectionsOf(condition, depth - 1).map((below) => `... on ${condition.name} ${below}`);
    const inlines = depth > 0 ? conditionsOf(type).map(inline) : [];
    const choice = fc.oneof(
      { weight: 6, arbitrary: fc.oneof(fc.constant('__typename'), ...plain) },
      ...[...inlines, ...spreads].map((arbitrary) => ({ weight: 1, arbitrary })),
    );
    return fc.array(choice, { minLength: 1, maxLength: 5 }).map((selections) => `{ ${selections.join(' ')} }`);
  };

  const fragment = (name: string, on: string) => {
    const type = schema.getType(on);
    if (type === undefined) throw new Error(`There is no type ${on}.`);
    return selectionsOf(type, 1).map((text) =>
      `fragment ${name} on ${on} ${text}`.replaceAll(/\.\.\.[FGH]\b/g, '__typename'),
    );
  };
  const query = schema.getQueryType();
  if (!query) throw new Error('The schema has no queries.');
  return fc
    .tuple(selectionsOf(query, 4), fragment('F', 'Task'), fragment('G', 'Node'), fragment('H', 'SeparationTask'))
    .map((parts) => parts.join('\n'));
};
