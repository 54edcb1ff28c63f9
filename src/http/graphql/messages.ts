import type { ExecutionResult, VariableValues } from 'graphql';
import type { Plans } from './plans.ts';
import type { PreparedRequest } from './prepare.ts';
import type { PreparedOperation } from './prepared-documents.ts';

type Result = ExecutionResult | Promise<ExecutionResult>;

/** Executes the messages of one subscription, by what its source brings. */
export type ExecuteMessage = (payload: unknown) => Result;

/** Executes a message by graphql-js. */
export type InterpretMessage = (request: PreparedRequest, rootValue: unknown) => Result;

/**
 * Executes what a source brings once for all equal subscribers (same document, variables and viewer) that receive it in one
 * turn of the event loop: they would read the same store at the same moment. A subscriber that reads later gets an execution
 * of its own, with what holds by then.
 */
export const createMessageExecutor = (plans: Plans, interpret: InterpretMessage) => {
  /**
   * By what the source brought, then by group. A new one for each turn: one that is emptied would get a new table, and its old
   * tables, each of which refers to the next, would keep all messages until V8 looks through the whole heap.
   */
  let results = new Map<unknown, Map<string, Result>>();

  /** By operation: where it stands in the name of a group. */
  const numbers = new WeakMap<PreparedOperation, number>();
  let operations = 0;

  const numberOf = (operation: PreparedOperation): number => {
    const known = numbers.get(operation);
    if (known !== undefined) return known;
    operations += 1;
    numbers.set(operation, operations);
    return operations;
  };

  /** Subscribers with equal texts of the same operation get the same results. */
  const groupOf = ({ operation, contextValue: { viewer }, variableValues }: PreparedRequest): string =>
    `${numberOf(operation)} ${viewer.length} ${viewer} ${JSON.stringify(variableValues)}`;

  const execute = (request: PreparedRequest, variableValues: VariableValues, rootValue: unknown): Result => {
    const { document, operation, contextValue } = request;
    const plan = plans.find(document, operation, variableValues);
    if (plan === null) return interpret(request, rootValue);
    const check = (result: ExecutionResult): Result => (result.errors ? interpret(request, rootValue) : result);
    const result = plan(rootValue, contextValue, variableValues.coerced);
    return result instanceof Promise ? result.then(check) : check(result);
  };

  return (request: PreparedRequest, variableValues: VariableValues): ExecuteMessage => {
    const group = groupOf(request);
    return (payload) => {
      if (results.size === 0) {
        setImmediate(() => {
          results = new Map();
        });
      }
      const byGroup = results.get(payload) ?? new Map<string, Result>();
      results.set(payload, byGroup);
      const result = byGroup.get(group) ?? execute(request, variableValues, payload);
      byGroup.set(group, result);
      return result;
    };
  };
};
