import type { Separation, Stem, StemKind } from '../../../domain/outputs/separation.ts';
import * as read from '../wire/reading.ts';
import { originStem, SEPARATION_CONTAINERS, STEM_KEYS } from '../wire/separation.ts';
import type { Fields } from '../wire/task.ts';

/** Kinds by the provider's group name in lower case; the names not listed are kept as OTHER. */
const KINDS: ReadonlyMap<string, StemKind> = new Map([
  ['vocals', 'VOCALS'],
  ['lead vocal', 'VOCALS'],
  ['instrumental', 'INSTRUMENTAL'],
  ['backing vocals', 'BACKING_VOCALS'],
  ['drums', 'DRUMS'],
  ['bass', 'BASS'],
  ['guitar', 'GUITAR'],
  ['piano', 'PIANO'],
  ['keyboard', 'KEYBOARD'],
  ['strings', 'STRINGS'],
  ['brass', 'BRASS'],
  ['woodwinds', 'WOODWINDS'],
  ['percussion', 'PERCUSSION'],
  ['synth', 'SYNTH'],
  ['fx', 'FX'],
  ['fx/other', 'FX'],
]);

const KNOWN_KEYS: ReadonlySet<string> = new Set([
  ...STEM_KEYS.flatMap(({ snake, camel }) => [snake, camel]),
  'origin_url',
  'originUrl',
]);

/** `lead_synth_url` and `leadSynthUrl` both read "Lead Synth". */
const labelOf = (key: string): string =>
  key
    .replace(/(_url|Url)$/, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

/** Flat URLs: the known stems in their order, then keys that this schema does not know. */
const flatStems = (container: Fields): { label: string; url: string }[] => {
  const known = STEM_KEYS.map(({ snake, camel, group }) => ({
    label: group,
    value: container[snake] || container[camel],
  }));
  const unknown = Object.entries(container)
    .filter(([key]) => /(_url|Url)$/.test(key) && !KNOWN_KEYS.has(key))
    .map(([key, value]) => ({ label: labelOf(key), value }));
  return [...known, ...unknown].flatMap(({ label, value }) => {
    const url = read.url.parse(value);
    return url === null ? [] : [{ label, url }];
  });
};

/** `originData`, in which an advanced separation nests pairs of `extract` and `remove`. */
const originStems = (container: Fields) => {
  const rows = container['originData'] ?? container['origin_data'];
  const flat = (Array.isArray(rows) ? rows : []).flatMap((row: unknown) => {
    const pair = read.record.parse(row);
    return pair && ('extract' in pair || 'remove' in pair) ? [pair['extract'], pair['remove']] : [row];
  });
  return read.listOf(originStem).parse(flat);
};

/** Stems by name: the flat URL is the file, `originData` adds its id and length, or a stem that has no flat URL. */
const stemsOf = (container: Fields): Stem[] => {
  const stems = new Map<string, Stem>();
  const add = (label: string, url: string | null, audioId: string | null, duration: number | null): void => {
    const name = label.toLowerCase();
    const known = stems.get(name);
    const file = known?.url ?? url;
    if (file) stems.set(name, { kind: KINDS.get(name) ?? 'OTHER', label, url: file, audioId, duration });
  };
  for (const { label, url } of flatStems(container)) add(label, url, null, null);
  for (const { stem_type_group_name, audio_url, id, duration } of originStems(container)) {
    add(stem_type_group_name, audio_url ?? null, id ?? null, duration ?? null);
  }
  return [...stems.values()];
};

/** Brands nest the stems under one of two names, sometimes within `response`, sometimes not at all (provider.md, 12.1). */
const containerOf = (body: Fields): Fields =>
  SEPARATION_CONTAINERS.map((name) => read.record.parse(body[name])).find((found) => found !== null) ?? body;

/** What a separation yields, from `response` of a record or `data` of a callback. */
export const separationOf = (body: Fields): Separation => ({ kind: 'separation', stems: stemsOf(containerOf(body)) });
