import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Stage, Task } from '../core/task.ts';
import type { Refusal } from '../dialect/answers.ts';
import type { FailureRequest } from '../operations/operation.ts';

/**
 * A scenario is one row: a name, a sentence, and the few places where it differs from what usually happens. It
 * says what it does to a call, a plan, a callback, a record or a file. A rule says which calls or tasks get it.
 */
export interface Scenario {
  /** kebab-case; what rules, the command line and magic text `[mock:name]` or `[mock:name=value]` say. */
  readonly name: string;
  readonly group: ScenarioGroup;
  /** Another name for it: a bare code means what it most often means. */
  readonly alias?: string;
  /** One sentence for people. */
  readonly about: string;
  /** What the number after `=` means; a scenario without it takes none. */
  readonly value?: ScenarioValue;
  /** Whether it is about signatures, and does nothing where callbacks are not signed. */
  readonly needsSigning?: true;
  readonly call?: CallFault;
  /** Rewrites why an operation refuses a purchase; null: it is sold after all. */
  readonly barred?: (refusal: Refusal, operation: string) => Refusal | null;
  /** Rewrites the stages still to come. */
  readonly plan?: PlanChange;
  /** Rewrites a callback just before it is queued. */
  readonly callback?: CallbackChange;
  /** Rewrites what record-info says; the whole envelope. */
  readonly record?: RecordChange;
  /** Rewrites the files of a task when they are fetched. */
  readonly media?: MediaFault;
}

export const SCENARIO_GROUPS = ['callback', 'ending', 'refusal', 'transport', 'visibility', 'shape', 'media'] as const;
export type ScenarioGroup = (typeof SCENARIO_GROUPS)[number];

export interface ScenarioValue {
  readonly means: string;
  /** For a span of time: its unit. A duration such as `20s` can be written then. */
  readonly unit?: 'ms' | 's';
  readonly default: number;
}

export type PlanChange = (stages: readonly Stage[], context: PlanContext) => readonly Stage[];
export type CallbackChange = (draft: CallbackDraft, context: CallbackContext) => CallbackDraft;
export type RecordChange = (envelope: JsonObject, context: RecordContext) => JsonObject;

export interface PlanContext {
  readonly value: number;
  readonly dialect: Dialect;
  /** The failing stage, as the task's operation words it. */
  readonly fail: (how: FailureRequest) => Omit<Stage, 'afterMs'>;
}

/** What happens to the call itself. On a purchase, `after` means that it has been charged. */
export interface CallFault {
  /** The calls that it can be about; all by default. `json`: all but files, whose answers have no envelope. */
  readonly about?: 'json' | 'purchase';
  readonly when: 'before' | 'after';
  /** In place of the real answer; absent where only the time changes, null where this call is to be spared. */
  readonly outcome?: (context: CallContext) => Outcome | null;
  /** Keeps the answer back for so long. */
  readonly delayMs?: (value: number) => number;
  /** Keeps the answer back until the task's first callback has been posted and answered. */
  readonly afterFirstCallback?: true;
}

export interface CallContext {
  readonly dialect: Dialect;
  readonly value: number;
  readonly url: URL;
  /** What the call would have been answered; null before it is carried out. */
  readonly envelope: JsonObject | null;
}

export interface CallbackDraft {
  readonly body: JsonObject;
  /** How it is signed, where signing is on. */
  readonly signing: 'right' | 'wrong-key' | 'none';
  /** Seconds by which the timestamp lies in the past. */
  readonly ageS: number;
}

export interface CallbackContext {
  readonly task: Task;
  readonly stage: string;
  readonly dialect: Dialect;
  readonly value: number;
  /** What would be posted if the task failed here, as its operation words it. */
  readonly failure: () => JsonObject;
}

export interface RecordContext {
  readonly task: Task;
  readonly dialect: Dialect;
  readonly value: number;
  /** Milliseconds since the purchase was accepted. */
  readonly ageMs: number;
}

/** What a fetched file turns into. */
export type MediaFault = 'empty' | 'truncated' | 'needs-user-agent' | 'expired' | 'forbidden';

/** Declares scenarios with one group; a helper that keeps a row a row. */
export const group = (name: ScenarioGroup, rows: readonly Omit<Scenario, 'group'>[]): readonly Scenario[] =>
  rows.map((row) => ({ ...row, group: name }));
