import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TaskStore } from '../domain/ports/task-store.ts';
import type { TaskTracing } from '../domain/ports/task-tracing.ts';
import type { Task } from '../domain/tasks/lifecycle/task.ts';

/** A GraphQL operation that is about to run. */
export interface TracedOperation {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly name: string | undefined;
}

/** A message of a subscription, when it is handed to the client's connection. */
export interface TracedPush {
  readonly task: Task;
  /** Since the version of the task was saved, in milliseconds. */
  readonly delayMs: number;
}

/**
 * Makes spans at the few places where work begins. Where nothing is traced there is no such object, and nothing is
 * wrapped. Neither attributes nor names of spans hold secrets, tokens or texts of people.
 */
export interface Tracing {
  readonly tasks: TaskTracing;
  /**
   * Handles an HTTP request as a span that goes on from the `traceparent` of the request and ends with the response.
   *
   * @param route the path with its token struck out.
   */
  request(
    request: IncomingMessage,
    response: ServerResponse,
    route: string,
    handle: () => Promise<void>,
  ): Promise<void>;
  /**
   * Runs something as a part of the trace that a client names.
   *
   * @param traceparent what the client sent; null, or without meaning: `run` stays where it is.
   */
  from<Result>(traceparent: string | null, run: () => Result): Result;
  /** Runs an operation. */
  operation<Result>(
    operation: TracedOperation,
    run: () => Promise<Result>,
    hasFailed: (result: Result) => boolean,
  ): Promise<Result>;
  /** Begins a subscription. @returns what makes a span of each of its messages. */
  subscription(): (push: TracedPush) => void;
  /** The same store, each call of which is a span of the work that makes it. */
  store(store: TaskStore, system: 'sqlite' | 'postgresql'): TaskStore;
}
