import type { z } from 'zod';
import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import type { JsonObject } from '../core/json.ts';
import type { FailureOptions, MediaFile, Stage, Task } from '../core/task.ts';
import type { Refusal } from '../dialect/answers.ts';
import { codeTables, type FailureCodes, type FailureReason, failureMessages, REFUNDED_CODE } from '../dialect/codes.ts';
import type { Player } from '../media/player.ts';
import type { Upload } from '../media/upload.ts';
import type { RequestShape } from './request-shape.ts';

/**
 * One thing the provider sells: what it takes, what it costs, how long it takes and what it says. The engine does the
 * rest (authorisation, limits, charging, stages, callbacks, scenarios), so a new operation is one file and one line
 * in `index.ts`.
 *
 * @typeParam Content What the operation keeps of a task between its stages.
 */
export interface OperationSpec<Content extends JsonObject> {
  /** kebab-case, e.g. `add-vocals`. */
  readonly name: string;
  readonly createPath: string;
  /**
   * Several operations may share one. The operation that sold a task writes its record. Null where the result is in the
   * answer: such a task has no record, no stage and no callback.
   */
  readonly recordPath: string | null;
  readonly shape: (dialect: Dialect) => RequestShape;
  /** A request that is fine but for its `callBackUrl`: what triggered callbacks and conformance cases begin with. */
  readonly example: (audioUrl: string) => JsonObject;
  /** Credits by price name; the operator of a mock can change them. */
  readonly prices: Readonly<Record<string, number>>;
  /** Which of the prices a request pays. */
  readonly priceName: (request: JsonObject) => string;
  /** What the provider lets pass and a careful client would not send. */
  readonly notes?: (request: JsonObject) => readonly string[];
  /** Refuses what cannot be seen from the request alone: a parent that does not exist. */
  readonly refuse?: (request: JsonObject, context: MakeContext) => Refusal | null;
  /** What a request will yield. Its files exist from the stage on that links to them (`availableAt`). */
  readonly make: (request: JsonObject, context: MakeContext) => Made<Content> | Promise<Made<Content>>;
  /** The stages of a task that goes well. */
  readonly stages: (context: MakeContext) => readonly Stage[];
  /** The stage that ends a task badly, as this operation words it; it has the time of the stage it replaces. */
  readonly failed: (options: FailureOptions, context: FailContext) => Omit<Stage, 'afterMs'>;
  /** Its codes for each reason to fail, by the dialect's table; by default those of music tasks. */
  readonly failureCodes?: (dialect: Dialect) => FailureCodes;
  /** Reads `Task.content` back, also from a state dump. */
  readonly content: z.ZodType<Content>;
  /** The body posted at a stage. */
  readonly callback: (task: Task, content: Content, context: StageContext) => JsonObject;
  /** `data` of record-info. */
  readonly record: (task: Task, content: Content, context: TellContext) => JsonObject;
  /** `data` of the answer to the purchase; by default the id of the task. */
  readonly answer?: (task: Task, content: Content, context: TellContext) => JsonObject;
}

/** Why and how a task fails. */
export interface FailureRequest {
  readonly reason?: FailureReason;
  readonly state?: string;
}

export interface FailContext {
  readonly request: JsonObject;
  readonly dialect: Dialect;
}

export interface MakeContext {
  /** The id that the task will have. */
  readonly taskId: string;
  readonly dialect: Dialect;
  readonly origin: string;
  readonly task: (id: string) => Task | undefined;
  /** All tasks, the oldest first. */
  readonly tasks: () => readonly Task[];
  /** A file of a task, by its path. */
  readonly file: (path: string) => { readonly file: MediaFile; readonly task: Task } | undefined;
  /** What an audio URL points to, where the mock can know it; it knows its own files by the origin it is reached at. */
  readonly readUpload: (url: string, origin: string) => Promise<Upload>;
  /** Which of the twelve stems a song has. */
  readonly stemNames: (song: MediaFile['song']) => readonly string[];
  /** What each stem that is heard in a part of a song plays. */
  readonly notes: Player['notes'];
}

export interface Made<Content> {
  readonly content: Content;
  readonly files: readonly MediaFile[];
  /** Set when the input turns out to be useless: the task is sold and fails later, as the provider does it. */
  readonly failure?: FailureReason | undefined;
}

export interface TellContext {
  readonly dialect: Dialect;
  /** The address of a file, as the buyer reaches it. */
  readonly link: (path: string) => string;
}

export interface StageContext extends TellContext {
  readonly stage: Stage;
}

/** An operation with its content type closed over, as the engine handles it. */
export interface Operation extends Omit<OperationSpec<JsonObject>, 'callback' | 'record' | 'answer'> {
  readonly callback: (task: Task, context: StageContext) => JsonObject;
  readonly record: (task: Task, context: TellContext) => JsonObject;
  readonly answer: (task: Task, context: TellContext) => JsonObject;
}

/**
 * The stage that ends a task badly for a reason, with the dialect's code for it. A generation that failed for no other
 * reason is worded by the operation itself. The code alone says whether the credits come back.
 */
export const failedStage = (
  { failed, failureCodes = (dialect) => codeTables[dialect].music }: Operation,
  context: FailContext,
  { reason, ...options }: FailureRequest = {},
): Omit<Stage, 'afterMs'> => {
  const named = reason &&
    reason !== 'generation-failed' && { code: failureCodes(context.dialect)[reason], message: failureMessages[reason] };
  return failed({ ...options, ...(named || {}), refund: named ? named.code === REFUNDED_CODE : false }, context);
};

/** Declares an operation. */
export const defineOperation = <Content extends JsonObject>(spec: OperationSpec<Content>): Operation => ({
  ...spec,
  callback: (task, context) => spec.callback(task, spec.content.parse(task.content), context),
  record: (task, context) => spec.record(task, spec.content.parse(task.content), context),
  answer: (task, context) => spec.answer?.(task, spec.content.parse(task.content), context) ?? { taskId: task.id },
});
