import { type ExecutionResult, execute, type GraphQLSchema, getVariableValues, parse } from 'graphql';
import { createBoundsCheck, DEFAULT_BOUNDS } from '../../src/http/graphql/bounds.ts';
import { readConditions } from '../../src/http/graphql/conditions.ts';
import { createContextFactory } from '../../src/http/graphql/context.ts';
import { createEngine } from '../../src/http/graphql/engine.ts';
import { compilePlan, type Plan, type Plans } from '../../src/http/graphql/plans.ts';
import {
  createPreparedDocuments,
  findOperation,
  type PreparedDocument,
  toPrepared,
} from '../../src/http/graphql/prepared-documents.ts';
import { MAX_ERRORS } from '../../src/http/graphql/present-errors.ts';
import { rememberOutcomes } from '../../src/http/graphql/root-outcomes.ts';
import type { Services } from '../../src/http/graphql/services.ts';
import { schema } from '../../src/schema/index.ts';
import { aCaller } from './caller.ts';

export type Variables = Readonly<Record<string, unknown>>;

const remembering: GraphQLSchema = rememberOutcomes(schema);

/** Plans that always give this one. */
export const plansOf = (plan: Plan | null): Plans => ({ schema: remembering, find: () => plan });

/** The operation of a document that has one, or the one of that name. */
export const operationIn = (prepared: PreparedDocument, name?: string) => {
  const operation = findOperation(prepared, name);
  if (operation === undefined) throw new Error('The document has no such operation.');
  return operation;
};

/** The plan of an operation as it is after it was executed often; null where it is left to graphql-js. */
export const planOf = async (prepared: PreparedDocument, given: Variables, name?: string): Promise<Plan | null> => {
  const { node } = operationIn(prepared, name);
  const { variableValues } = getVariableValues(schema, node.variableDefinitions ?? [], given);
  const conditions = readConditions(prepared.document, node);
  if (variableValues === undefined || conditions.keyOf(variableValues) === null) return null;
  return (await compilePlan(remembering, conditions.apply(variableValues), 5_000))?.plan ?? null;
};

/** What resolvers use in one execution. */
export type CreateServices = () => Services;

/** Executes documents by graphql-js, and by the engine with a plan. */
export const createBothWays =
  (services: CreateServices) =>
  async (text: string, variables: Variables = {}, operationName?: string) => {
    const prepared = toPrepared(parse(text));
    createPreparedDocuments({ maxDocuments: 1, maxBytes: 1_000_000 }).set(text, prepared);
    const operation = operationIn(prepared, operationName);
    const plan = await planOf(prepared, variables, operationName);
    let bare: ExecutionResult | null = null;
    const seen: Plan = async (...given) => {
      bare = (await plan?.(...given)) ?? null;
      return bare ?? {};
    };
    const engine = createEngine({
      bounds: DEFAULT_BOUNDS,
      boundsCheck: createBoundsCheck({ schema, bounds: DEFAULT_BOUNDS, introspection: true }),
      suggestions: false,
      plans: plansOf(plan && seen),
      onSubscribe: () => () => undefined,
    });
    const args = () => ({
      schema,
      document: prepared.document,
      operation,
      operationName: operationName ?? null,
      variableValues: variables,
      contextValue: createContextFactory(services())(aCaller(), operation.kind),
    });
    const expected = JSON.stringify(
      await execute({ ...args(), hideSuggestions: true, options: { maxCoercionErrors: MAX_ERRORS } }),
    );
    return {
      expected,
      actual: JSON.stringify(await engine.execute(args())),
      isPlanned: plan !== null,
      /** What the plan said by itself. */
      bare: JSON.stringify(bare),
    };
  };
