import { z } from 'zod';
import { epochMs, json } from './schemas.ts';

/*
 * The words, used the same way everywhere:
 *
 * purchase   a create call that is charged
 * task       what a purchase buys; the provider's `taskId`
 * stage      a moment in a task's life at which its record changes and callbacks leave (text, first, complete, error)
 * plan       the stages a task has yet to go through
 * callback   one message about a stage
 * delivery   a callback on its way to one receiver, with its attempts: four at most
 * upload     the file that a purchase names by its URL
 * record     what record-info says of a task
 * scenario   a named deviation from what usually happens; a rule says which calls or tasks get it
 */

/** Why a task failed, as callback and record say it. */
export const failure = z.object({ code: z.number(), message: z.string() });
export type Failure = Readonly<z.infer<typeof failure>>;

/** How a task should fail. The operation chooses what is left out. */
export interface FailureOptions {
  /** Code and message for callback and record. */
  readonly code?: number;
  readonly message?: string;
  readonly state?: string;
  readonly refund?: boolean;
}

/** Some 250 years: at the greatest time scale still a time that a `Date` can hold. */
const spanMs = z.number().min(0).max(8e12);

/** A stage that has not happened yet. Plain data: it survives a state dump. */
export const stage = z.object({
  /** `text`, `first`, `complete`, `error`: the operation knows what each shows. */
  name: z.string(),
  /** The record's state from then on; null leaves it as it is. */
  state: z.string().nullable(),
  /** Milliseconds after the purchase was accepted, before the time scale. */
  afterMs: spanMs,
  failure: failure.nullable(),
  /** Whether the charge is given back (the text of code 531). */
  refund: z.boolean(),
  /** When its callbacks leave, in milliseconds after the stage: none is a lost callback, two are a doubled one. */
  callbacksAfterMs: z.array(spanMs).readonly(),
});
export type Stage = Readonly<z.infer<typeof stage>>;

/** A stage that has happened, and the record's state from then on. */
const pastStage = z.object({ stage: z.string(), at: epochMs, state: z.string() });

/** A file that the task's answers link to. It is rendered when it is fetched. */
const mediaFile = z.object({
  /** Path under the mock's address, e.g. `/media/r/<id>.mp3`. */
  path: z.string(),
  /**
   * `mix`, `voices`, `instrumental`, a stem's name or `No` and its name; `wav` for the mix as WAV, `cover` for an image,
   * `video` for both at once.
   */
  part: z.string(),
  /** The stages at which it exists, by `reached`; absent for a file that exists from the purchase on. */
  availableAt: z.array(z.string()).readonly().optional(),
  song: z.object({
    seed: z.string(),
    seconds: z.number().positive(),
    hasVocals: z.boolean(),
    /** Seed of vocals and cover where they are not the song's own: a take over an instrumental that was there before. */
    voice: z.string().optional(),
    /** The length that key, pace and form were drawn for, where the song has been continued since. */
    form: z.number().positive().optional(),
    /** Another band plays it; the tune stays, and may be played by another instrument. */
    arrangement: z.object({ band: z.string(), hasVocals: z.boolean() }).readonly().optional(),
    /** Parts that were played anew, one after the other, in seconds; the last one may end the song. */
    edits: z
      .array(z.object({ from: z.number(), to: z.number(), seed: z.string(), ends: z.boolean() }).readonly())
      .readonly()
      .optional(),
    /** Quarters a minute, where they are not drawn. */
    tempo: z.number().positive().optional(),
    /** The key, such as `Am`, where it is not drawn. */
    key: z.string().optional(),
    /** The stems that are left of the band, by name: those heard in the upload that the song was taken from. */
    only: z.array(z.string()).readonly().optional(),
  }),
});
export type MediaFile = Readonly<Omit<z.infer<typeof mediaFile>, 'song'>> & {
  readonly song: Readonly<z.infer<typeof mediaFile>['song']>;
};

/** A scenario by name, with its number where it takes one. */
export const scenarioUse = z.object({ name: z.string(), value: z.number().nullable() });
export type ScenarioUse = Readonly<z.infer<typeof scenarioUse>>;

/** One purchase and what became of it. Plain data, changed only by the lifecycle. */
export const task = z.object({
  id: z.string(),
  operation: z.string(),
  /** The API at which it was bought, and is read. */
  api: z.enum(['endpoints', 'jobs']).default('endpoints'),
  /** The request as received. */
  request: z.record(z.string(), json),
  callBackUrl: z.string(),
  /** Scheme and host that the buyer reached the mock by; links in answers begin with it. */
  origin: z.string(),
  acceptedAt: epochMs,
  price: z.number(),
  /** What the operation made of the request; read by that operation alone. */
  content: z.record(z.string(), json),
  files: z.array(mediaFile).readonly(),
  state: z.string(),
  reached: z.string().nullable().describe('The last stage that was no failure; null before the first.'),
  failure: failure.nullable(),
  completedAt: epochMs.nullable().describe('When the last stage of the plan happened; null until then.'),
  scenarios: z.array(scenarioUse).readonly(),
  plan: z.array(stage).readonly(),
  history: z.array(pastStage).readonly().describe('The stages that have happened, oldest first.'),
});
type TaskData = z.infer<typeof task>;

/** What changes during a task's life; the rest is fixed by the purchase. */
type Changing = 'state' | 'reached' | 'failure' | 'completedAt' | 'scenarios' | 'plan' | 'history';
export type Task = Readonly<Omit<TaskData, Changing>> & Pick<TaskData, Changing>;
