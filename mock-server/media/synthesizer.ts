import type { MediaFile } from '../core/task.ts';
import { composeSong, coverImage, drawCover, isHeardIn, type Part, renderAudio, renderVideo } from '../music/index.ts';
import type { Player, Rendered } from './player.ts';

/** Rendered files kept, in bytes; a song of 20 s is about 240 kB. */
const CACHE_BYTES = 48 * 1024 * 1024;

const make = async ({ part, song }: MediaFile): Promise<Rendered> => {
  const look = song.voice ?? song.seed;
  if (part === 'cover') return coverImage(look);
  if (part === 'video') return await renderVideo(drawCover(look), await renderAudio(composeSong(song), 'mix'));
  if (part === 'wav') return await renderAudio(composeSong(song), 'mix', 'wav');
  // A part that a song has not is silence, so a name that is no part at all needs no check of its own.
  return await renderAudio(composeSong(song), part as Part);
};

/** Plays the songs with the synthesizer, and remembers what it has rendered until the cache is full. */
export const createSynthesizer = (): Player => {
  const cache = new Map<string, Rendered>();
  const inFlight = new Map<string, Promise<Rendered>>();
  let cachedBytes = 0;

  const remember = (key: string, rendered: Rendered): void => {
    cache.set(key, rendered);
    cachedBytes += rendered.bytes.length;
    for (const [oldest, { bytes }] of cache) {
      if (cachedBytes <= CACHE_BYTES) return;
      cache.delete(oldest);
      cachedBytes -= bytes.length;
    }
  };

  const render = async (key: string, file: MediaFile): Promise<Rendered> => {
    try {
      const rendered = await make(file);
      remember(key, rendered);
      return rendered;
    } finally {
      inFlight.delete(key);
    }
  };

  return {
    stemNames: (song) => composeSong(song).stems.map(({ name }) => name),
    notes: (song, part) =>
      composeSong(song)
        .stems.filter(({ name }) => isHeardIn(part, name))
        .map(({ name, notes }) => ({
          name,
          notes: notes.map(({ at, seconds, pitch, velocity }) => ({ pitch, start: at, end: at + seconds, velocity })),
        })),
    render: async (file) => {
      const key = JSON.stringify([file.part, file.song]);
      const known = cache.get(key);
      if (known) {
        // Back to the end: a Map keeps insertion order, and the first is thrown out first.
        cache.delete(key);
        cache.set(key, known);
        return known;
      }
      // Players ask for the same file in several ranges at once; it is rendered once.
      const rendering = inFlight.get(key) ?? render(key, file);
      inFlight.set(key, rendering);
      return rendering;
    },
  };
};
