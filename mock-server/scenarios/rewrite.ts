import { isObject, type Json, type JsonObject } from '../core/json.ts';

/** Passes every member of an object, however deep, through `change`; returning undefined leaves the member out. */
const rewriteMembers = (value: Json, change: (key: string, value: Json) => Json | undefined): Json => {
  if (Array.isArray(value)) return value.map((item) => rewriteMembers(item, change));
  if (!isObject(value)) return value;
  const members = Object.entries(value).flatMap(([key, member]): [string, Json][] => {
    const changed = change(key, rewriteMembers(member, change));
    return changed === undefined ? [] : [[key, changed]];
  });
  return Object.fromEntries(members);
};

/** The same for a whole body. */
export const rewriteBody = (body: JsonObject, change: (key: string, value: Json) => Json | undefined): JsonObject => {
  const rewritten = rewriteMembers(body, change);
  return isObject(rewritten) ? rewritten : body;
};

/** Changes `data` of an envelope, where it is an object. */
export const withData = (envelope: JsonObject, change: (data: JsonObject) => Json): JsonObject => {
  const data = envelope['data'];
  return isObject(data) ? { ...envelope, data: change(data) } : envelope;
};

/** An object without some of its keys. */
export const without = (object: JsonObject, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
