import type { JsonObject } from './json.ts';

/*
 * The words, used the same way everywhere:
 *
 * purchase   a create call that is charged
 * task       what a purchase buys; the provider's `taskId`
 * stage      a moment in a task's life at which its record changes and callbacks leave (text, first, complete, error)
 * plan       the stages a task has yet to go through
 * callback   one message about a stage; it is posted up to four times
 * delivery   a callback with its attempts and their answers
 * record     what record-info says of a task
 * scenario   a named deviation from the provider's best day; a rule says to whom it happens
 */

/** Why a task failed, as callback and record tell it. */
export interface Failure {
  readonly code: number;
  readonly message: string;
}

/** How a task should fail. The operation chooses what is left out. */
export interface FailureOptions {
  readonly code?: number;
  readonly message?: string;
  readonly state?: string;
  readonly refund?: boolean;
}

/** A stage that has not happened yet. Plain data: it survives a state dump. */
export interface Stage {
  /** `text`, `first`, `complete`, `error`: the operation knows what each shows. */
  readonly name: string;
  /** The record's state from then on; null leaves it as it is. */
  readonly state: string | null;
  /** Milliseconds after the purchase was accepted. */
  readonly afterMs: number;
  readonly failure: Failure | null;
  /** Whether the charge is given back (the text of code 531). */
  readonly refund: boolean;
  /** When its callbacks leave, in milliseconds after the stage: none is a lost callback, two a doubled one. */
  readonly callbacksAfterMs: readonly number[];
}

/** A file that the task's answers link to. What it sounds like is worked out when somebody fetches it. */
export interface MediaFile {
  /** Path under the mock's address, e.g. `/media/r/<id>.mp3`. */
  readonly path: string;
  /** `mix`, `instrumental`, a stem's name or `No` and its name; `cover` for an image. */
  readonly part: string;
  readonly song: {
    readonly seed: string;
    readonly seconds: number;
    readonly hasVocals: boolean;
    /** Seed of singer and cover where they are not the song's own: a take over an instrumental that was there before. */
    readonly voice?: string | undefined;
  };
}

/** A scenario by name, with its number where it takes one. */
export interface ScenarioUse {
  readonly name: string;
  readonly value: number | null;
}

/** One purchase and what became of it. Plain data, changed only by the lifecycle. */
export interface Task {
  readonly id: string;
  readonly operation: string;
  /** The request as received. */
  readonly request: JsonObject;
  readonly callBackUrl: string;
  /** Scheme and host that the buyer reached the mock by; links in answers begin with it. */
  readonly origin: string;
  /** Epoch milliseconds. */
  readonly acceptedAt: number;
  readonly price: number;
  /** What the operation made of the request; read by that operation alone. */
  readonly content: JsonObject;
  readonly files: readonly MediaFile[];
  state: string;
  /** The last stage that was no failure; null before the first. */
  reached: string | null;
  failure: Failure | null;
  /** Epoch milliseconds of the last stage of the plan; null until then. */
  completedAt: number | null;
  scenarios: readonly ScenarioUse[];
  plan: readonly Stage[];
}
