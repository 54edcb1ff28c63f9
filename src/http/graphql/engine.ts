import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  executeSubscriptionEvent,
  GraphQLError,
  type GraphQLSchema,
  mapSourceToResponseEvent,
  parse,
  type Source,
  specifiedRules,
  validate,
  validateSubscriptionArgs,
} from 'graphql';
import type { Clock } from '../../domain/ports/clock.ts';
import type { BoundsCheck } from './bounds.ts';
import { requestError } from './request-error.ts';

export type OnMessage = (payload: unknown, startedAt: number) => void;

export interface EngineOptions {
  readonly maxTokens: number;
  readonly bounds: BoundsCheck;
  /** Whether errors may name fields that were perhaps meant: that tells of a schema that is not shown. */
  readonly suggestions: boolean;
  readonly clock: Clock;
  /** Called with what each message of a subscription is made of, and when the subscription began. */
  readonly onMessage: OnMessage;
}

/** Errors of one document that are worth telling. graphql-js adds one to say that it stopped. */
const MAX_VALIDATION_ERRORS = 4;

/** The four functions of GraphQL, as every transport uses them. */
export const createEngine = (options: EngineOptions) => {
  const { maxTokens, bounds, suggestions, clock, onMessage } = options;

  return {
    parse(source: string | Source): DocumentNode {
      try {
        return parse(source, { maxTokens });
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        if (error.message.includes(`more than ${maxTokens} tokens`)) {
          throw requestError('TOO_MANY_TOKENS', `A document may have ${maxTokens} tokens at most.`);
        }
        const { message, source: text, positions } = error;
        throw new GraphQLError(message, { source: text, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
      }
    },

    /** Bounds first: the rules of the specification can be made to work hard by a document that is out of bounds. */
    validate(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
      const outOfBounds = bounds.document(document);
      if (outOfBounds.length > 0) return outOfBounds;
      return validate(schema, document, specifiedRules, {
        maxErrors: MAX_VALIDATION_ERRORS,
        hideSuggestions: !suggestions,
      });
    },

    execute: (args: ExecutionArgs) => execute({ ...args, hideSuggestions: !suggestions }),

    /** As graphql-js does it, and each message is counted. */
    async subscribe(args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
      const startedAt = clock.now();
      const validated = validateSubscriptionArgs({ ...args, hideSuggestions: !suggestions });
      if (!('operation' in validated)) return { errors: validated };
      const source = await createSourceEventStream(validated);
      if (!(Symbol.asyncIterator in source)) return source;
      return mapSourceToResponseEvent(validated, source, (message) => {
        onMessage(message.rootValue, startedAt);
        return executeSubscriptionEvent(message);
      });
    },
  };
};

export type Engine = ReturnType<typeof createEngine>;
