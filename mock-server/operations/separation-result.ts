import { z } from 'zod';
import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import { STEM_KEYS } from '../../src/upstream/kie/wire/separation.ts';
import type { JsonObject } from '../core/json.ts';
import type { TellContext } from './operation.ts';
import { TWELVE_STEMS } from './stems.ts';

/** How a separation's stems are written. Source: the callback and details pages of docs.kie.ai and docs.sunoapi.org. */

/** `type` of a request. */
export const TYPES = ['separate_vocal', 'split_stem', 'split_stem_advanced'] as const;

/** What a separation yields. */
export const separated = z.object({
  type: z.enum(TYPES),
  stems: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      path: z.string(),
      seconds: z.number(),
      /** Whether nothing is heard in it: a stem that the source does not have. */
      isSilent: z.boolean(),
    }),
  ),
});
type Separated = z.infer<typeof separated>;
type Link = TellContext['link'];

const TWO_STEMS = STEM_KEYS.filter(({ group }) => group === 'Vocals' || group === 'Instrumental');

/** Stems under flat keys; null where there is none, as of a type that never fills the key. */
const flat = (
  keys: readonly (typeof STEM_KEYS)[number][],
  spelling: 'snake' | 'camel',
  { type, stems }: Separated,
  link: Link,
): JsonObject =>
  Object.fromEntries(
    keys.map((key) => {
      const found = type === 'split_stem_advanced' ? undefined : stems.find(({ name }) => name === key.group);
      return [key[spelling], found ? link(found.path) : null];
    }),
  );

const originData = ({ stems, type }: Separated, link: Link): readonly JsonObject[] => {
  const rows = stems.map(({ id, name, path, seconds }) => ({
    duration: seconds,
    audio_url: link(path),
    stem_type_group_name: name,
    id,
  }));
  const [extract, remove] = rows;
  return type === 'split_stem_advanced' && extract && remove ? [{ extract, remove }] : rows;
};

/** The container of a callback. */
export const inCallback = (made: Separated, link: Link): JsonObject =>
  made.type === 'split_stem_advanced'
    ? { origin_data: originData(made, link) }
    : { origin_url: '', ...flat(made.type === 'split_stem' ? TWELVE_STEMS : TWO_STEMS, 'snake', made, link) };

/** `response` of a record. */
export const inRecord = (made: Separated, link: Link, dialect: Dialect): JsonObject => ({
  id: null,
  originUrl: null,
  // kie alone documents the list and the piano; for pairs there is no other place.
  ...(dialect === 'kie' || made.type === 'split_stem_advanced' ? { originData: originData(made, link) } : {}),
  ...flat(
    STEM_KEYS.filter(({ group }) => dialect === 'kie' || group !== 'Piano'),
    'camel',
    made,
    link,
  ),
});
