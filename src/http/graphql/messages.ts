import { type ExecutionResult, executeSubscriptionEvent } from 'graphql';
import type { Plans } from './plans.ts';
import type { PreparedRequest } from './prepare.ts';
import type { PreparedOperation } from './prepared-documents.ts';

/** One message of a subscription before its execution: `rootValue` is what the source brought. */
type Message = Parameters<typeof executeSubscriptionEvent>[0];
type Result = ExecutionResult | Promise<ExecutionResult>;

/** Executes the messages of one subscription. */
export type ExecuteMessage = (message: Message) => Result;

/** Subscribers with equal texts of the same operation get the same results. */
const groupOf = ({ contextValue: { viewer }, variableValues }: PreparedRequest): string =>
  `${viewer.length} ${viewer} ${JSON.stringify(variableValues)}`;

/**
 * Executes what a source brings once for all equal subscribers (same document, variables and viewer) that receive it in one
 * turn of the event loop: they would read the same store at the same moment. A subscriber that reads later gets an execution
 * of its own, with what holds by then.
 */
export const createMessageExecutor = (plans: Plans): ((request: PreparedRequest) => ExecuteMessage) => {
  /** By what the source brought, operation, and group. Emptied after each turn. */
  const results = new Map<unknown, Map<PreparedOperation, Map<string, Result>>>();

  const execute = ({ document, operation }: PreparedRequest, message: Message): Result => {
    const { rootValue, contextValue, variableValues } = message;
    const plan = plans.find(document, operation, variableValues);
    if (plan === null) return executeSubscriptionEvent(message);
    const check = (result: ExecutionResult) => (result.errors ? executeSubscriptionEvent(message) : result);
    const result = plan(rootValue, contextValue, variableValues.coerced);
    return result instanceof Promise ? result.then(check) : check(result);
  };

  return (request) => (message) => {
    if (results.size === 0) setImmediate(() => results.clear());
    const byOperation = results.get(message.rootValue) ?? new Map<PreparedOperation, Map<string, Result>>();
    results.set(message.rootValue, byOperation);
    const byGroup = byOperation.get(request.operation) ?? new Map<string, Result>();
    byOperation.set(request.operation, byGroup);
    const group = groupOf(request);
    const result = byGroup.get(group) ?? execute(request, message);
    byGroup.set(group, result);
    return result;
  };
};
