import type { Lyrics } from '../../../domain/outputs/lyrics.ts';
import type { Music } from '../../../domain/outputs/music.ts';
import { trackRows, tracksOf } from '../tracks.ts';
import { lyricsVariant } from '../wire/generate-lyrics.ts';
import type { TrackRow } from '../wire/music.ts';
import * as read from '../wire/reading.ts';

/*
 * Results in the places where a job may hold them (provider.md, 6.5). They are looked for, and not expected: which
 * container and which spelling is used was seen for some operations only.
 */

/** Rows of the first of the named lists in a place; of the place itself, if it is a list. */
const listIn = (root: unknown, ...names: readonly string[]): readonly unknown[] => {
  if (Array.isArray(root)) return read.rows(root);
  return read.rows(read.field(read.record.parse(root), ...names));
};

const isUrl = (value: unknown): boolean => read.url.safeParse(value).data != null;

/** The URLs of a list; empty for a list of anything else. */
const urlsIn = (root: unknown, ...names: readonly string[]): string[] => {
  const value = read.unwrapped(read.field(read.record.parse(root), ...names));
  const found = (Array.isArray(value) ? value : [value]).map((url) => read.url.safeParse(url).data ?? null);
  return [...new Set(found.filter((url) => url !== null))];
};

/** Every https URL anywhere in a place. */
const everyUrl = (value: unknown, depth = MAX_DEPTH): string[] => {
  if (typeof value === 'string') return /^https:/i.test(value) && isUrl(value) ? urlsIn({ value }, 'value') : [];
  const found = read.unwrapped(value);
  if (depth === 0 || typeof found !== 'object' || found === null) return [];
  return Object.values(found).flatMap((inner) => everyUrl(inner, depth - 1));
};

/** How deep something is looked for by its name alone. */
const MAX_DEPTH = 6;

/** Every value under one of the names, at any depth, the nearest first. */
const fieldsAnywhere = (value: unknown, names: readonly string[], depth = MAX_DEPTH): unknown[] => {
  const found = read.unwrapped(value);
  if (typeof found !== 'object' || found === null) return [];
  const here = Array.isArray(found) ? undefined : read.field(read.record.parse(found), ...names);
  const deeper = depth === 0 ? [] : Object.values(found).flatMap((inner) => fieldsAnywhere(inner, names, depth - 1));
  return here === undefined ? deeper : [here, ...deeper];
};

/** The first text under one of the names, at any depth; null for none. */
export const textAnywhere = (roots: readonly unknown[], names: readonly string[]): string | null =>
  fieldsAnywhere(roots, names)
    .filter((value) => typeof value === 'string' && value.trim() !== '')
    .map((value) => read.text.parse(value))
    .find((text) => text !== null) ?? null;

/** Fills what `row` leaves out from `other`. */
const filled = (row: TrackRow, other: TrackRow): TrackRow => {
  const missing = Object.entries(other).filter(([name]) =>
    Object.entries(row).every(([key, value]) => key !== name || value == null),
  );
  return { ...row, ...Object.fromEntries(missing) };
};

/**
 * The songs of all places: one that is told again in another place only adds what was left out. A second one under the
 * same id in one place is another song, known by its file.
 */
const songRows = (roots: readonly unknown[]): TrackRow[] => {
  const rows = new Map<string, TrackRow>();
  for (const root of roots) {
    const ids = new Set<string>();
    for (const row of trackRows(listIn(root, 'data', 'sunoData', 'suno_data', 'songs', 'tracks'))) {
      const file = row.audioUrl ?? row.sourceAudioUrl;
      const key = row.id && !ids.has(row.id) ? row.id : file;
      if (!key) continue;
      if (row.id) ids.add(row.id);
      const earlier = rows.get(key);
      rows.set(key, earlier === undefined ? row : filled(earlier, row));
    }
  }
  return [...rows.values()];
};

/** A list of songs; or of bare files, which have no ids of their own. */
export const songsOf = (roots: readonly unknown[]): Music => {
  const songs = tracksOf(songRows(roots));
  if (songs.length > 0) return { kind: 'music', stage: 'COMPLETE', tracks: songs };
  const files = roots.map((root) => urlsIn(root, 'resultUrls', 'result_urls', 'audio_urls', 'audioUrls'));
  const first = files.find((urls) => urls.length > 0) ?? [];
  return { kind: 'music', stage: 'COMPLETE', tracks: tracksOf(trackRows(first.map((url) => ({ audio_url: url })))) };
};

/** The files of an operation that makes nothing else: named, or else the only https URL that is there. */
export const filesOf = (roots: readonly unknown[], names: readonly string[]): readonly string[] => {
  for (const root of roots) {
    const urls = urlsIn(root, 'resultUrls', 'result_urls', ...names);
    if (urls.length > 0) return urls;
  }
  const all = new Set(roots.flatMap((root) => everyUrl(root)));
  return all.size === 1 ? [...all] : [];
};

const variants = read.listOf(lyricsVariant);

/** Texts, with or without titles. */
export const lyricsOf = (roots: readonly unknown[]): Lyrics => {
  const found = roots.map((root) => variants.parse(listIn(root, 'lyricsData', 'lyrics_data', 'data')));
  const first = found.find((texts) => texts.length > 0) ?? [];
  return { kind: 'lyrics', variants: first.map(({ title, text }) => ({ title: title ?? null, text })) };
};
