import type { MediaFile } from '../core/task.ts';

/** Makes the files that answers link to. A browser test plays silence and needs no synthesizer. */
export interface Player {
  /** The names of the provider's twelve stems that a song has. */
  readonly stemNames: (song: MediaFile['song']) => readonly string[];
  /** What each stem that is heard in a part of a song plays; none for a part that is silent. */
  readonly notes: (song: MediaFile['song'], part: string) => readonly Instrument[];
  readonly render: (file: MediaFile) => Promise<Rendered>;
}

/** The notes of a stem, in seconds from the start of the song; `velocity` from 0 to 1. */
export interface Instrument {
  readonly name: string;
  readonly notes: readonly {
    readonly pitch: number;
    readonly start: number;
    readonly end: number;
    readonly velocity: number;
  }[];
}

export interface Rendered {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

const SILENT_FRAME_BYTES = 417;
const FRAMES_PER_SECOND = 44_100 / 1152;

/**
 * Silence as a valid MP3: 128 kbit/s, 44.1 kHz, mono, frames whose side information and data are all zero. What a
 * player without a synthesizer plays, of the right length.
 */
export const silence = (seconds: number): Rendered => {
  const bytes = new Uint8Array(Math.ceil(seconds * FRAMES_PER_SECOND) * SILENT_FRAME_BYTES);
  for (let at = 0; at < bytes.length; at += SILENT_FRAME_BYTES) bytes.set([0xff, 0xfb, 0x90, 0xc4], at);
  return { bytes, contentType: 'audio/mpeg' };
};

/** A single grey pixel. */
const PIXEL = 'R0lGODlhAQABAIAAAICAgAAAACwAAAAAAQABAAACAkQBADs=';

export const silentPlayer: Player = {
  stemNames: ({ hasVocals, arrangement, only }) =>
    ((arrangement?.hasVocals ?? hasVocals)
      ? ['Vocals', 'Drums', 'Bass', 'Guitar']
      : ['Drums', 'Bass', 'Guitar']
    ).filter((name) => only === undefined || only.includes(name)),
  notes: () => [],
  render: async ({ part, song }) =>
    part === 'cover' || part === 'video'
      ? { bytes: Uint8Array.from(atob(PIXEL), (char) => char.charCodeAt(0)), contentType: 'image/gif' }
      : silence(song.seconds),
};
