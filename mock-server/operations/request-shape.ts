import { isObject, type Json, type JsonObject } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';
import type { Refusal } from '../dialect/answers.ts';

/** What a request may have, field by field. Data, so that a page of the provider's docs can be read next to it. */
export type RequestShape = Readonly<Record<string, Field>>;

export interface Field {
  readonly type: 'string' | 'url' | 'url-pair' | 'number' | 'integer' | 'boolean';
  /** Refused with "Please enter <name>." when missing or blank. */
  readonly required?: true;
  /** Longest text, in characters. */
  readonly maxLength?: number;
  readonly oneOf?: readonly string[];
  /** Smallest and greatest number, both allowed. */
  readonly range?: readonly [number, number];
  /** The number is a multiple of it. */
  readonly step?: number;
}

export interface CheckedRequest {
  readonly refusal: Refusal | null;
  /** What the provider lets pass in silence. */
  readonly notes: readonly string[];
}

/** Lists of values up to this length are spelt out in the message. */
const LONG_LIST = 20;

const isUrl = (value: Json | undefined): boolean =>
  typeof value === 'string' && /^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : '');

/** Null, or what is wrong with a value; `invalid` and `too-long` differ in one dialect. */
const fault = (name: string, value: Json, field: Field): Refusal | null => {
  const invalid = (msg: string): Refusal => ({ why: 'invalid', msg });
  if (field.type === 'boolean') return typeof value === 'boolean' ? null : invalid(`${name} must be a boolean`);
  if (field.type === 'number' || field.type === 'integer') {
    if (typeof value !== 'number') return invalid(`${name} must be a number`);
    if (field.type === 'integer' && !Number.isInteger(value)) return invalid(`${name} must be an integer`);
    const [least, most] = field.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    if (value < least || value > most) return invalid(`${name} must be between ${least} and ${most}`);
    const steps = value / (field.step ?? 1);
    if (field.step !== undefined && Math.abs(steps - Math.round(steps)) > 1e-9) {
      return invalid(`${name} must be a multiple of ${field.step}`);
    }
    return null;
  }
  if (field.type === 'url-pair') {
    const isPair = Array.isArray(value) && value.length === 2 && value.every(isUrl);
    return isPair ? null : invalid(`${name} must be exactly two http or https urls`);
  }
  if (typeof value !== 'string') return invalid(`${name} must be a string`);
  if (field.type === 'url' && !isUrl(value)) return invalid(`${name} must be an http or https url`);
  if (field.maxLength !== undefined && [...value].length > field.maxLength) {
    return { why: 'too-long', msg: `${name} length cannot exceed ${field.maxLength} characters` };
  }
  if (field.oneOf && !field.oneOf.includes(value)) {
    const { oneOf } = field;
    return invalid(
      oneOf.length > LONG_LIST
        ? `${name} must be one of its ${oneOf.length} values`
        : `${name} must be one of ${oneOf.join(', ')}`,
    );
  }
  return null;
};

/** The value that was probably meant. */
const suggestion = (name: string, value: Json, { oneOf }: Field): readonly string[] => {
  const meant = typeof value === 'string' && oneOf ? nearest(value, oneOf) : null;
  return meant === null ? [] : [`near miss: "${value}" is no ${name}; did you mean "${meant}"?`];
};

const isMissing = (value: Json | undefined): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** Checks a request as the provider does: the first fault refuses it, unknown fields are ignored. */
export const checkRequest = (shape: RequestShape, body: Json): CheckedRequest & { readonly request: JsonObject } => {
  if (!isObject(body)) {
    return { request: {}, refusal: { why: 'malformed', msg: 'The request body must be a JSON object' }, notes: [] };
  }
  const notes = Object.keys(body)
    .filter((name) => !(name in shape))
    .map((name) => {
      const meant = nearest(name, Object.keys(shape));
      return `unknown field "${name}" is ignored${meant === null ? '' : `; did you mean "${meant}"?`}`;
    });
  for (const [name, field] of Object.entries(shape)) {
    const value = body[name];
    if (value === undefined || isMissing(value)) {
      if (field.required) return { request: body, refusal: { why: 'invalid', msg: `Please enter ${name}.` }, notes };
      if (value === '') notes.push(`"${name}" is empty, which counts as left out`);
      continue;
    }
    const refusal = fault(name, value, field);
    if (refusal) return { request: body, refusal, notes: [...notes, ...suggestion(name, value, field)] };
  }
  return { request: body, refusal: null, notes };
};
