import {
  type ASTNode,
  type DocumentNode,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type OperationDefinitionNode,
  separateOperations,
  type VariableValues,
  visit,
} from 'graphql';

/** An operation by the values of `@skip` and `@include` in it: for each combination it is another document. */
export interface Conditions {
  /** Names the combination that variables make. Null: a condition is neither true nor false, which is an error. */
  keyOf(variables: VariableValues): string | null;
  /** The operation and its fragments without directives, and without what they leave out. */
  apply(variables: VariableValues): DocumentNode;
}

const isLeftOut = (node: ASTNode, variables: VariableValues): boolean =>
  'directives' in node &&
  (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true ||
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] === false);

/** The operation, with the fragments that it spreads. */
const separate = (document: DocumentNode, { name }: OperationDefinitionNode): DocumentNode => {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  // The only operation of a valid document spreads all of its fragments.
  return (operations.length > 1 && separateOperations(document)[name?.value ?? '']) || document;
};

/** @param document a valid document. */
export const readConditions = (document: DocumentNode, operation: OperationDefinitionNode): Conditions => {
  const alone = separate(document, operation);
  const names = new Set<string>();
  visit(alone, {
    Directive({ arguments: args = [] }) {
      for (const { value } of args) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return {
    keyOf({ coerced }) {
      let key = '';
      for (const each of names) {
        const value = coerced[each];
        if (typeof value !== 'boolean') return null;
        key += value ? '+' : '-';
      }
      return key;
    },
    apply: (variables) =>
      visit(alone, {
        enter: (node) => (node.kind === Kind.DIRECTIVE || isLeftOut(node, variables) ? null : undefined),
      }),
  };
};
