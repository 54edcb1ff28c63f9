import { isObject, type Json, type JsonObject, textOf } from '../../core/json.ts';
import type { Stage, Task } from '../../core/task.ts';
import { operationOf } from '../../operations/index.ts';
import type { Operation, TellContext } from '../../operations/operation.ts';
import { modelOf } from './request.ts';

/*
 * A task as the jobs API tells of it (provider.md, 6.2 and 6.5). The results are those of the operation's own endpoint in
 * another wrapping: jobs are a second door to the same tasks.
 */

/** When a record is told, and how fast the mock runs. */
export interface JobContext extends TellContext {
  readonly now: number;
  readonly timeScale: number;
}

/** Milliseconds, before the time scale, until work on a task begins. */
const WAITING_MS = 300;

const END: Stage = {
  name: 'complete',
  state: null,
  afterMs: 0,
  failure: null,
  refund: false,
  callbacksAfterMs: [],
};

const members = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** What an endpoint posts at the end. */
const posted = (operation: Operation, task: Task, context: TellContext): JsonObject =>
  members(operation.callback(task, { ...context, stage: END })['data']);

/** `response` of the endpoint's record. */
const recorded = (operation: Operation, task: Task, context: TellContext): JsonObject =>
  members(operation.record(task, context)['response']);

type Wrap = (operation: Operation, task: Task, context: TellContext) => Json;

const songs: Wrap = (operation, task, context) => ({ data: posted(operation, task, context)['data'] ?? [] });

const file =
  (key: string): Wrap =>
  (operation, task, context) => ({ resultUrls: [recorded(operation, task, context)[key] ?? null] });

const answered: Wrap = (operation, task, context) => ({ resultObject: operation.answer(task, context) });

/** Results by the operation; songs where it is not named. */
const WRAPS: Readonly<Record<string, Wrap>> = {
  'generate-lyrics': (operation, task, context) => {
    const rows = recorded(operation, task, context)['data'];
    const variants = Array.isArray(rows) ? rows.filter(isObject) : [];
    const lyricsData = variants.map((row) => ({ title: textOf(row, 'title'), text: textOf(row, 'text') }));
    return { resultObject: { lyricsData } };
  },
  'convert-to-wav': file('audioWavUrl'),
  'create-video': file('videoUrl'),
  'generate-cover': (operation, task, context) => ({ resultUrls: recorded(operation, task, context)['images'] ?? [] }),
  'timestamp-lyrics': (operation, task, context) => operation.answer(task, context),
  'generate-persona': answered,
  'boost-style': answered,
};

const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The request as records echo it: encoded twice. */
const paramOf = ({ request: { callBackUrl, ...fields }, operation }: Task): string => {
  const input = Object.fromEntries(Object.entries(fields).map(([key, value]) => [snake(key), value]));
  const sent = callBackUrl === undefined ? {} : { callBackUrl };
  return JSON.stringify({ input: JSON.stringify(input), ...sent, model: modelOf(operation) });
};

const stateOf = (task: Task, ageMs: number, timeScale: number): string => {
  if (task.failure !== null) return 'fail';
  if (task.completedAt !== null || operationOf(task.operation).recordPath === null) return 'success';
  return task.reached === null && ageMs < WAITING_MS * timeScale ? 'waiting' : 'generating';
};

/** Per cent of the time that the task takes. */
const progressOf = (task: Task, ageMs: number, timeScale: number): number => {
  const wholeMs = (task.plan.at(-1)?.afterMs ?? 0) * timeScale;
  return wholeMs === 0 ? 0 : Math.min(99, Math.floor((100 * ageMs) / wholeMs));
};

/** The record, its results still a tree: scenarios rewrite them, and `encodeResults` makes them a text. */
export const jobRecord = (task: Task, context: JobContext): JsonObject => {
  const operation = operationOf(task.operation);
  const { now, timeScale } = context;
  const ageMs = now - task.acceptedAt;
  const state = stateOf(task, ageMs, timeScale);
  const isDone = state === 'success';
  const isOver = isDone || state === 'fail';
  const endedAt = isOver ? (task.completedAt ?? now) : null;
  const word = task.state === 'SENSITIVE_WORD_ERROR' ? task.state : String(task.failure?.code ?? '');
  return {
    taskId: task.id,
    model: modelOf(task.operation),
    state,
    param: paramOf(task),
    resultJson: isDone ? (WRAPS[task.operation] ?? songs)(operation, task, context) : '',
    failCode: task.failure === null ? null : word,
    failMsg: task.failure?.message ?? null,
    // Whole seconds, as recorded; the page says milliseconds.
    costTime: endedAt === null ? null : Math.round((endedAt - task.acceptedAt) / 1_000),
    progress: isDone ? 100 : progressOf(task, ageMs, timeScale),
    // A failure that is the last word was refunded.
    creditsConsumed: state === 'fail' && task.plan.length === 0 ? 0 : task.price,
    createTime: task.acceptedAt,
    completeTime: endedAt,
    updateTime: endedAt ?? now,
  };
};

/** The results as the JSON text that records have, unless a scenario made them something else. */
export const encodeResults = (envelope: JsonObject): JsonObject => {
  const data = envelope['data'];
  if (!isObject(data)) return envelope;
  const { resultJson = '' } = data;
  const text = typeof resultJson === 'string' ? resultJson : JSON.stringify(resultJson);
  return { ...envelope, data: { ...data, resultJson: text } };
};
