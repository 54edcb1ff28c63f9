import { SEPARATION_CONTAINERS, STEM_KEYS } from '../../src/upstream/kie/wire/separation.ts';
import { isObject, type Json, type JsonObject, textOf } from '../core/json.ts';
import { uuid } from '../core/random.ts';
import type { Task } from '../core/task.ts';
import { partPath, songSeconds } from '../media/parts.ts';
import { separated } from '../operations/separation-result.ts';
import { rewriteBody, withData, without } from './rewrite.ts';
import { type CallbackChange, group, type RecordChange, type Scenario } from './scenario.ts';

/*
 * The same facts in the other spellings that pages, editions and recordings show. Most are about separations; on a
 * music task those change nothing.
 */

const stemKeys: ReadonlySet<string> = new Set(STEM_KEYS.flatMap(({ snake, camel }) => [snake, camel]));

/** The names of the silent stems among the twelve. The two of `separate_vocal` are always there. */
const silentNames = (task: Task): readonly string[] => {
  const { data } = separated.safeParse(task.content);
  if (data?.type !== 'split_stem') return [];
  return data.stems.filter(({ isSilent }) => isSilent).map(({ name }) => name);
};

/** Writes stems that the source does not have in another way, in callbacks and records alike; undefined leaves them out. */
const missingStems = (written: null | '' | undefined): Pick<Scenario, 'callback' | 'record'> => {
  const rewrite = (body: JsonObject, task: Task) => {
    const names = silentNames(task);
    const silent = STEM_KEYS.filter(({ group }) => names.includes(group)).flatMap(({ snake, camel }) => [snake, camel]);
    const isMissing = (key: string, value: Json) =>
      stemKeys.has(key) && (value === null || silent.some((one) => one === key));
    return rewriteBody(body, (key, value) => {
      if (key !== 'originData' || !Array.isArray(value)) return isMissing(key, value) ? written : value;
      return value.filter((row) => !isObject(row) || !names.includes(textOf(row, 'stem_type_group_name')));
    });
  };
  return {
    callback: (draft, { task }) => ({ ...draft, body: rewrite(draft.body, task) }),
    record: (envelope, { task }) => rewrite(envelope, task),
  };
};

/** Takes the stems out of whatever container a callback has them in. */
const containerOf = (data: JsonObject): { readonly rest: JsonObject; readonly stems: Json } | null => {
  const name = SEPARATION_CONTAINERS.find((candidate) => candidate in data);
  return name === undefined ? null : { rest: without(data, name), stems: data[name] ?? null };
};

const contained =
  (place: (stems: Json) => JsonObject): CallbackChange =>
  (draft) => ({
    ...draft,
    body: withData(draft.body, (data) => {
      const found = containerOf(data);
      return found ? { ...found.rest, ...place(found.stems) } : data;
    }),
  });

/** Changes `response` of a separation's record. */
const response = (envelope: JsonObject, change: (response: JsonObject) => Json): JsonObject =>
  withData(envelope, (data) => {
    const found = data['response'];
    return isObject(found) && 'vocalUrl' in found ? { ...data, response: change(found) } : data;
  });

const origin =
  (change: (rows: readonly Json[], task: Task) => Json): RecordChange =>
  (envelope, { task }) =>
    response(envelope, (found) => ({
      ...found,
      originData: change(Array.isArray(found['originData']) ? found['originData'] : [], task),
    }));

const partUrl = (task: Task, part: string): string => task.origin + partPath(task.id, part);

const row = (task: Task, name: string): JsonObject => ({
  duration: songSeconds(task),
  audio_url: partUrl(task, name),
  stem_type_group_name: name,
  id: uuid(task.id, 'part', name),
});

const asText = (_key: string, value: Json): Json => (typeof value === 'number' ? String(value) : value);

/** Other shapes of callbacks and records. Source: provider.md, 3.2, 3.3 and 10. */
export const shapeScenarios = group('shape', [
  {
    name: 'container-removal',
    about: 'Stems arrive in data.vocal_removal_info.',
    callback: contained((stems) => ({ vocal_removal_info: stems })),
  },
  {
    name: 'container-separation',
    about: 'Stems arrive in data.vocal_separation_info.',
    callback: contained((stems) => ({ vocal_separation_info: stems })),
  },
  {
    name: 'container-both',
    about: 'Both containers are there; only one holds the stems.',
    callback: contained((stems) => ({ vocal_separation_info: null, vocal_removal_info: stems })),
  },
  {
    name: 'container-none',
    about: 'Stems lie directly under data.',
    callback: contained((stems) => (isObject(stems) ? stems : {})),
  },
  {
    name: 'stems-null',
    about: 'Only the stems that the source has are there; the others are null instead of silent files.',
    ...missingStems(null),
  },
  {
    name: 'stems-empty',
    about: 'Only the stems that the source has are there; the others are "".',
    ...missingStems(''),
  },
  {
    name: 'stems-absent',
    about: 'Only the stems that the source has are there; the others have no key.',
    ...missingStems(undefined),
  },
  {
    name: 'unknown-stem',
    about: 'A stem that no page names: Kazoo.',
    callback: (draft, { task }) => ({
      ...draft,
      body: rewriteBody(draft.body, (key, value) =>
        SEPARATION_CONTAINERS.some((name) => name === key) && isObject(value)
          ? { ...value, kazoo_url: partUrl(task, 'Kazoo') }
          : value,
      ),
    }),
    record: (envelope, { task }) =>
      response(envelope, (found) => ({
        ...found,
        kazooUrl: partUrl(task, 'Kazoo'),
        originData: [...(Array.isArray(found['originData']) ? found['originData'] : []), row(task, 'Kazoo')],
      })),
  },
  {
    name: 'origin-absent',
    about: 'The record has no originData.',
    record: (envelope) => response(envelope, (found) => without(found, 'originData')),
  },
  {
    name: 'origin-subset',
    about: 'originData names only the first of the stems.',
    record: origin((rows) => rows.slice(0, 1)),
  },
  {
    name: 'origin-differing',
    about: 'originData has other URLs than the flat keys, for the same files.',
    record: origin((rows) =>
      rows.map((one) => (isObject(one) ? { ...one, audio_url: `${String(one['audio_url'])}?from=origin` } : one)),
    ),
  },
  {
    name: 'origin-pairs',
    about: 'originData holds a pair in place of stems: the first of them to extract, the song without it to remove.',
    record: origin((rows, task) => {
      const [extract] = rows;
      const name = isObject(extract) ? textOf(extract, 'stem_type_group_name') : '';
      return extract && name !== '' ? [{ extract, remove: row(task, `No ${name}`) }] : rows;
    }),
  },
  {
    name: 'response-nested',
    about: 'The record’s response is nested once more, as response.vocal_removal_info.',
    record: (envelope) => response(envelope, (found) => ({ vocal_removal_info: found })),
  },
  {
    name: 'unknown-state',
    about: 'The record is in a state that no page names: REVIEWING.',
    record: (envelope) =>
      withData(envelope, (data) =>
        rewriteBody(data, (key, value) => (/^(status|successFlag)$/.test(key) ? 'REVIEWING' : value)),
      ),
  },
  {
    name: 'extra-fields',
    about: 'Callbacks and records have fields that no page names.',
    callback: (draft) => ({
      ...draft,
      body: withData({ ...draft.body, traceId: 'a1b2' }, (data) => ({ ...data, queue: { place: 1 } })),
    }),
    record: (envelope) => withData({ ...envelope, traceId: 'a1b2' }, (data) => ({ ...data, queue: { place: 1 } })),
  },
  {
    name: 'numbers-as-text',
    about: 'Every number is spelt as a string.',
    callback: (draft) => ({ ...draft, body: rewriteBody(draft.body, asText) }),
    record: (envelope) => rewriteBody(envelope, asText),
  },
]);
