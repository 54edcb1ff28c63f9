import { createHash } from 'node:crypto';
import { MAX_TRACKS, standInId, type Track } from '../../domain/outputs/music.ts';
import { readTrackRow, type TrackRow } from './wire/music.ts';

/*
 * The tracks of a music task. Where the provider has several URLs for a file, its own copy wins over the origin's, which
 * is deprecated and may be gone (provider.md, 12.20 and quirk 8).
 */

const fileOf = (row: TrackRow): string | null => row.audioUrl ?? row.sourceAudioUrl;

const toTrack = (row: TrackRow, audioId: string): Track => ({
  audioId,
  title: row.title,
  tags: row.tags,
  lyrics: row.prompt,
  model: row.model,
  duration: row.duration,
  audioUrl: fileOf(row),
  streamUrl: row.streamUrl ?? row.sourceStreamUrl,
  imageUrl: row.imageUrl ?? row.sourceImageUrl,
  createdAt: row.createTime,
});

/** An id for a file whose own is missing, or is that of another file: the same for the same URL. */
const standIn = (url: string): string => standInId(createHash('sha256').update(url).digest('hex').slice(0, 24));

/** Every file once, by its URL; rows without a file by their id. A row with neither is nothing to show. */
export const tracksOf = (rows: readonly TrackRow[]): Track[] => {
  const tracks = new Map<string, Track>();
  const files = new Set<string>();
  for (const row of rows) {
    const file = fileOf(row);
    const isKnown = row.id !== null && tracks.has(row.id);
    if (file === null) {
      if (row.id && !isKnown) tracks.set(row.id, toTrack(row, row.id));
    } else if (!files.has(file)) {
      files.add(file);
      const isFree = !isKnown || tracks.get(row.id ?? '')?.audioUrl === null;
      const id = row.id && isFree ? row.id : standIn(file);
      tracks.set(id, toTrack(row, id));
    }
  }
  return [...tracks.values()];
};

/** The rows of a list, whatever they are; no more than a task can have. */
export const trackRows = (rows: readonly unknown[]): TrackRow[] => rows.slice(0, MAX_TRACKS).map(readTrackRow);
