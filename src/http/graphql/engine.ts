import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  executeSubscriptionEvent,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  parse,
  Source,
  specifiedRules,
  validate,
  validateSubscriptionArgs,
} from 'graphql';
import { mapStream } from '../../domain/tasks/reading/map-stream.ts';
import { isStream } from '../../domain/tasks/reading/stream.ts';
import { assertTokens } from './assert-tokens.ts';
import type { BoundsCheck, OperationBounds } from './bounds.ts';
import { createMessageExecutor, type InterpretMessage } from './messages.ts';
import type { Plans } from './plans.ts';
import { isPreparedRequest, type PreparedRequest } from './prepare.ts';
import { MAX_ERRORS } from './present-errors.ts';
import { RootOutcomes } from './root-outcomes.ts';

/** Is called when a subscription begins. @returns what receives the source of each of its messages. */
export type OnSubscribe = () => (payload: unknown) => void;

export interface EngineOptions {
  readonly bounds: Pick<OperationBounds, 'tokens' | 'brackets'>;
  readonly boundsCheck: BoundsCheck;
  /** Whether errors may suggest names. Suggestions reveal a schema that is not open to introspection. */
  readonly suggestions: boolean;
  readonly plans: Plans;
  readonly onSubscribe: OnSubscribe;
}

/** Errors of one document. graphql-js adds one that says that it stopped. */
const MAX_VALIDATION_ERRORS = 4;

/** The four functions of GraphQL: parse, validate, execute, subscribe. The same for all transports. */
export const createEngine = (options: EngineOptions) => {
  const { bounds, boundsCheck, suggestions, plans, onSubscribe } = options;

  const executionOptions = { hideSuggestions: !suggestions, options: { maxCoercionErrors: MAX_ERRORS } };

  const validateSubscription = (args: ExecutionArgs) => validateSubscriptionArgs({ ...args, ...executionOptions });

  /** Validates the arguments again: what graphql-js makes of them is larger than all else that a subscription keeps here. */
  const interpretMessage: InterpretMessage = (request, rootValue) => {
    const validated = validateSubscription(request);
    if (!('operation' in validated)) return { errors: validated };
    return executeSubscriptionEvent({ ...validated, rootValue });
  };

  const messagesOf = createMessageExecutor(plans, interpretMessage);

  const interpret = (args: ExecutionArgs) => execute({ ...args, ...executionOptions });

  /** Executes a plan, and again by graphql-js what meets an error, for the error's words. Null: there is no plan. */
  const executePlan = (args: PreparedRequest): ExecutionResult | Promise<ExecutionResult> | null => {
    const { schema, document, operation, contextValue, variableValues } = args;
    const { variableDefinitions = [] } = operation.node;
    const { variableValues: values } = getVariableValues(schema, variableDefinitions, variableValues ?? {});
    if (values === undefined) return null;
    const plan = plans.find(document, operation, values);
    if (plan === null) return null;
    const rootValue = new RootOutcomes(values);
    const check = (result: ExecutionResult) =>
      result.errors ? interpret({ ...args, schema: plans.schema, rootValue }) : result;
    const result = plan(rootValue, contextValue, values.coerced);
    return result instanceof Promise ? result.then(check) : check(result);
  };

  return {
    /** @throws GraphQLError */
    parse(text: string | Source): DocumentNode {
      const source = typeof text === 'string' ? new Source(text) : text;
      assertTokens(source, bounds);
      try {
        return parse(source);
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        const { message, positions } = error;
        throw new GraphQLError(message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
      }
    },

    /** Compares with the bounds first: the rules of the specification can be slow for a document out of bounds. */
    validate(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
      const outOfBounds = boundsCheck.document(document);
      if (outOfBounds.length > 0) return outOfBounds;
      const errors = validate(schema, document, specifiedRules, {
        maxErrors: MAX_VALIDATION_ERRORS,
        hideSuggestions: !suggestions,
      });
      const code = 'GRAPHQL_VALIDATION_FAILED';
      return errors.map(({ message, nodes }) => new GraphQLError(message, { nodes, extensions: { code } }));
    },

    execute: (args: ExecutionArgs) => (isPreparedRequest(args) ? executePlan(args) : null) ?? interpret(args),

    /** `subscribe` of graphql-js, which also reports each message, and executes it once for equal subscribers. */
    async subscribe(args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
      const onMessage = onSubscribe();
      const validated = validateSubscription(args);
      if (!('operation' in validated)) return { errors: validated };
      const source = await createSourceEventStream(validated);
      if (!(Symbol.asyncIterator in source)) return source;
      if (!isPreparedRequest(args) || !isStream(source)) throw new Error('Only prepared requests have streams.');
      const executeMessage = messagesOf(args, validated.variableValues);
      return mapStream(source, (payload) => {
        onMessage(payload);
        return executeMessage(payload);
      });
    },
  };
};

export type Engine = ReturnType<typeof createEngine>;
