import { type DocumentNode, type GraphQLError, type GraphQLSchema, visit } from 'graphql';
import { type Measures, measure } from './measure.ts';
import { requestError } from './request-error.ts';
import { longestList, sizesOf } from './value-sizes.ts';

/** Bounds of a GraphQL request. A request over a bound gets an error with a code. */
export interface OperationBounds {
  readonly tokens: number;
  /** Nesting of brackets of any kind in a document, which bounds the recursion of the parser. */
  readonly brackets: number;
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Number of fields to resolve, lists multiplied out. */
  readonly cost: number;
  /** Length of each list that a client sends or asks for. */
  readonly listLength: number;
  /** Nesting of objects and lists in the value of a variable. */
  readonly nesting: number;
  /** Keys of each object in the variables, and of the variables themselves. */
  readonly keys: number;
}

export const DEFAULT_BOUNDS: OperationBounds = {
  tokens: 2_000,
  brackets: 500,
  depth: 12,
  aliases: 30,
  directives: 50,
  cost: 25_000,
  listLength: 100,
  nesting: 16,
  keys: 100,
};

/** Compares documents and variables with the bounds. */
export interface BoundsCheck {
  /** Errors of a document that is out of bounds; empty when it is within them. The same for each execution. */
  document(document: DocumentNode): readonly GraphQLError[];
  /** @throws GraphQLError when a value is nested too deep, or a list or an object in it is too large. */
  variables(values: Readonly<Record<string, unknown>>): void;
}

export interface BoundsOptions {
  readonly schema: GraphQLSchema;
  readonly bounds: OperationBounds;
  readonly introspection: boolean;
}

/** Mutations that cost credits. The schema marks them with `extensions.buys`. */
const findBuyingFields = (schema: GraphQLSchema): ReadonlySet<string> => {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  return new Set(fields.filter(({ extensions }) => extensions['buys'] === true).map(({ name }) => name));
};

const countDirectives = (document: DocumentNode): number => {
  let count = 0;
  visit(document, {
    Directive: () => {
      count += 1;
    },
  });
  return count;
};

const listTooLong = (bound: number): GraphQLError =>
  requestError('LIST_TOO_LONG', `A list may have ${bound} items at most.`);

/**
 * Own rules in place of graphql-armor: the errors of graphql-armor have no code, it does not count aliases of
 * `__typename`, and it does not know page sizes (docs/decisions/041-operation-bounds.md).
 */
export const createBoundsCheck = ({ schema, bounds, introspection }: BoundsOptions): BoundsCheck => {
  const buying = findBuyingFields(schema);

  const rules: readonly [(size: Measures) => boolean, () => GraphQLError][] = [
    [
      ({ introspects }) => introspects && !introspection,
      () => requestError('INTROSPECTION_DISABLED', 'Introspection is switched off.'),
    ],
    [
      ({ depth }) => depth > bounds.depth,
      () => requestError('TOO_DEEP', `Fields may be nested ${bounds.depth} deep at most.`),
    ],
    [
      ({ aliases }) => aliases > bounds.aliases,
      () => requestError('TOO_MANY_ALIASES', `An operation may have ${bounds.aliases} aliases at most.`),
    ],
    [
      ({ purchases }) => purchases > 1,
      () => requestError('TOO_MANY_PURCHASES', 'An operation may buy one thing at most.'),
    ],
    [
      ({ cost }) => cost > bounds.cost,
      () =>
        requestError('TOO_EXPENSIVE', `An operation may ask for ${bounds.cost} fields at most, lists multiplied out.`),
    ],
  ];

  return {
    document(document) {
      const directives = countDirectives(document);
      if (directives > bounds.directives) {
        return [requestError('TOO_MANY_DIRECTIVES', `A document may have ${bounds.directives} directives at most.`)];
      }
      if (longestList(document) > bounds.listLength) return [listTooLong(bounds.listLength)];
      const measures = measure(schema, document, (field) => buying.has(field), bounds.listLength);
      return rules.filter(([isBroken]) => isBroken(measures)).map(([, error]) => error());
    },

    variables(values) {
      // Plus one level for the object of variables itself.
      const sizes = sizesOf(values, bounds.nesting + 1);
      if (sizes.isTooDeep) {
        throw requestError(
          'VARIABLES_TOO_DEEP',
          `The value of a variable may be nested ${bounds.nesting} deep at most.`,
        );
      }
      if (sizes.longestList > bounds.listLength) throw listTooLong(bounds.listLength);
      if (sizes.mostKeys > bounds.keys) {
        throw requestError('TOO_MANY_KEYS', `An object in the variables may have ${bounds.keys} keys at most.`);
      }
    },
  };
};
