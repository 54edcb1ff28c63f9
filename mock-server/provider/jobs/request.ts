import { JOBS, JOBS_MODEL_PREFIX } from '../../../src/upstream/kie/wire/job-names.ts';
import { isObject, type Json, type JsonObject, textOf } from '../../core/json.ts';
import { nearest } from '../../core/nearest.ts';
import type { Refusal } from '../../dialect/answers.ts';
import { operations } from '../../operations/index.ts';
import type { Operation } from '../../operations/operation.ts';

/** The operations that are sold as jobs, by the outer model. */
const soldAsJobs: ReadonlyMap<string, Operation> = new Map(
  Object.entries(JOBS).flatMap(([name, { model }]) => {
    const operation = operations.find((candidate) => candidate.name === name.toLowerCase().replaceAll('_', '-'));
    return operation ? [[JOBS_MODEL_PREFIX + model, operation]] : [];
  }),
);

/** The outer model of an operation. */
export const modelOf = (name: string): string =>
  [...soldAsJobs].find(([, operation]) => operation.name === name)?.[0] ?? JOBS_MODEL_PREFIX + name;

export const jobOperation = (body: Json | undefined): Operation | undefined =>
  isObject(body) ? soldAsJobs.get(textOf(body, 'model')) : undefined;

const camel = (key: string): string => key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** What an endpoint wants to know and a job does not say: it follows from the fields that are there. */
const modesOf = (operation: string, { prompt, style, title }: JsonObject): JsonObject => {
  if (operation === 'upload-and-cover') return { customMode: title !== undefined, prompt: prompt ?? style ?? '' };
  const isContinuation = operation === 'extend-music' || operation === 'upload-and-extend';
  return isContinuation ? { defaultParamFlag: [prompt, style, title].some((field) => field !== undefined) } : {};
};

/** A job as the request of its operation's own endpoint, or why it is none. */
export interface ReadJob {
  readonly request: JsonObject;
  readonly refusal: Refusal | null;
  readonly notes: readonly string[];
}

/** Reads the body of createTask. Keys in camelCase are those of endpoints, and are ignored with a note. */
export const readJob = (body: Json | undefined, operation: Operation | undefined): ReadJob => {
  const none = (msg: string, notes: readonly string[] = []): ReadJob => ({
    request: {},
    refusal: { why: 'invalid', msg },
    notes,
  });
  if (!isObject(body)) return { request: {}, refusal: { why: 'malformed' }, notes: [] };
  const model = textOf(body, 'model');
  if (model === '') return none('The model field is required');
  if (operation === undefined) {
    const meant = nearest(model, [...soldAsJobs.keys()]);
    const hint = /^V\d/.test(model) ? 'a version of the music model belongs into input.model' : null;
    const note = hint ?? (meant === null ? 'this mock has no such job' : `did you mean "${meant}"?`);
    return none('The model name you specified is not supported', [`near miss: model "${model}": ${note}`]);
  }
  const { input = null, callBackUrl } = body;
  if (!isObject(input)) return none('The input field is required');
  const [known, foreign] = [
    Object.keys(input).filter((key) => !/[A-Z]/.test(key)),
    Object.keys(input).filter((key) => /[A-Z]/.test(key)),
  ];
  const { lyrics, ...fields }: JsonObject = Object.fromEntries(known.map((key) => [camel(key), input[key] ?? null]));
  const texts: JsonObject = lyrics === undefined ? fields : { ...fields, prompt: lyrics };
  return {
    request: { ...texts, ...modesOf(operation.name, texts), ...(callBackUrl === undefined ? {} : { callBackUrl }) },
    refusal: null,
    notes: foreign.map((key) => `near miss: "${key}" is ignored; keys of input are in snake_case`),
  };
};
