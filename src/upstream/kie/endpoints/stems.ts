import { kindOfStemName } from '../../../domain/operations/stem-names.ts';
import type { Separation, Stem, StemKind, StemRole } from '../../../domain/outputs/separation.ts';
import * as read from '../wire/reading.ts';
import { type OriginRow, readOriginRow, SEPARATION_CONTAINERS, STEM_KEYS } from '../wire/separation.ts';
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

const KNOWN_KEYS: ReadonlySet<string> = new Set(STEM_KEYS.flatMap(({ snake, camel }) => [snake, camel]));

/** Names of URLs that are no stems: the source track, the callback URL, pictures. */
const NO_STEM = /^(origin|source|call_?back|cal_?back|web_?hook|image|cover)/i;

/** `lead_synth_url` and `leadSynthUrl` both read "Lead Synth". */
const labelOf = (key: string): string =>
  key
    .toWellFormed()
    .replaceAll('\0', '')
    .replace(/(_url|Url)$/, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

/** The name of the file, for a stem that has no other. */
const fileName = (url: string): string => {
  const name = new URL(url).pathname.split('/').at(-1) ?? '';
  return name.replace(/\.\w{1,5}$/, '') || 'Stem';
};

/** Flat URLs: the known stems in their order, then keys that this schema does not know. */
const flatStems = (container: Fields): { label: string; url: string }[] => {
  const known = STEM_KEYS.map(({ snake, camel, group }) => ({
    label: group,
    value: read.field(container, snake, camel),
  }));
  const unknown = Object.entries(container)
    .filter(([key]) => /(_url|Url)$/.test(key) && !KNOWN_KEYS.has(key) && !NO_STEM.test(key))
    .map(([key, value]) => ({ label: labelOf(key), value }));
  return [...known, ...unknown].flatMap(({ label, value }) => {
    const url = read.toUrl(value);
    return url === null ? [] : [{ label, url }];
  });
};

type OriginStem = OriginRow & { readonly role: StemRole };

/** `originData`, in which an advanced separation nests pairs of `extract` and `remove`. */
const originStems = (container: Fields): OriginStem[] => {
  const flat = read.rows(read.field(container, 'originData', 'origin_data')).flatMap((row): [StemRole, unknown][] => {
    const pair = read.toRecord(row);
    return pair && ('extract' in pair || 'remove' in pair)
      ? [
          ['EXTRACTED', pair['extract']],
          ['REMAINDER', pair['remove']],
        ]
      : [['STEM', row]];
  });
  return flat.map(([role, row]) => ({ ...readOriginRow(row), role }));
};

const nameOf = (label: string): string => label.trim().toLowerCase();

/** The role of a stem, unless it is a plain part of a split. */
const roleOf = (row: OriginStem | undefined): Pick<Stem, 'role'> =>
  row === undefined || row.role === 'STEM' ? {} : { role: row.role };

const toStem = (label: string, url: string, row?: OriginStem): Stem => ({
  kind: KINDS.get(nameOf(label)) ?? (row?.role === 'EXTRACTED' ? kindOfStemName(label) : null) ?? 'OTHER',
  label,
  ...roleOf(row),
  url,
  audioId: row?.id ?? null,
  duration: row?.duration ?? null,
});

/**
 * Every file once, by its URL. A flat URL is a file with a name; a row of `originData` adds id and length to the file
 * with its URL, or is a file of its own. The rows may have URLs of another host than the flat ones: a row without a
 * file of its URL, the only one of its name, belongs to the flat stem of that name.
 */
const stemsOf = (flat: readonly { label: string; url: string }[], rows: readonly OriginStem[]): Stem[] => {
  const files = new Map<string, Stem>();
  for (const { label, url } of flat) if (!files.has(url)) files.set(url, toStem(label, url));
  const flatByName = new Map([...files.values()].map((stem) => [nameOf(stem.label), stem]));
  const apart = rows.filter(({ url }) => !url || !files.has(url));
  const taken = new Set(rows.filter(({ url }) => url && files.has(url)).map(({ url }) => url));
  for (const row of rows) {
    const { url, label } = row;
    const name = nameOf(label ?? '');
    const named = flatByName.get(name);
    const isOnly = apart.filter((other) => nameOf(other.label ?? '') === name).length === 1;
    const known = url ? files.get(url) : undefined;
    if (known)
      files.set(known.url, {
        ...known,
        ...roleOf(row),
        audioId: known.audioId ?? row.id,
        duration: known.duration ?? row.duration,
      });
    else if (named && isOnly && !taken.has(named.url)) files.set(named.url, toStem(named.label, named.url, row));
    else if (url) files.set(url, toStem(label ?? fileName(url), url, row));
  }
  return [...files.values()];
};

/**
 * Brands nest the stems under one of two names, sometimes within `response`, sometimes not at all (provider.md, 12.1).
 */
const containersOf = (body: Fields): Fields[] => {
  const roots = [body, ...['response', 'data', 'resultObject'].map((name) => read.toRecord(body[name]))];
  const found = roots.filter((root) => root !== null);
  const nested = found.flatMap((root) => SEPARATION_CONTAINERS.map((name) => read.toRecord(root[name])));
  return [...nested.filter((container) => container !== null), ...found];
};

/** What a separation yields, from `response` of a record or `data` of a callback. */
export const separationOf = (body: Fields): Separation => {
  const containers = containersOf(body);
  return { kind: 'separation', stems: stemsOf(containers.flatMap(flatStems), containers.flatMap(originStems)) };
};
