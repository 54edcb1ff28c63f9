import tonejs from '@tonejs/midi';

/** A note as a Standard MIDI File holds it. */
export interface FileNote {
  readonly pitch: number;
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  /** 1 to 127. */
  readonly velocity: number;
  readonly channel: number;
}

/** A track of a file, by its name. */
export interface FileTrack {
  readonly name: string;
  readonly notes: readonly FileNote[];
}

/**
 * The tracks of a Standard MIDI File, by a reader that others wrote. A note that never ends is left out.
 *
 * @throws where the file is none, or breaks off
 */
export const readMidiFile = (file: Uint8Array): FileTrack[] =>
  new tonejs.Midi(file).tracks.map(({ name, channel, notes }) => ({
    // The format does not say how letters beyond ASCII are written: the reader takes a letter for each byte.
    name: Buffer.from(name, 'latin1').toString(),
    notes: notes.map(({ midi, time, duration, velocity }) => ({
      pitch: midi,
      start: time,
      end: time + duration,
      velocity: Math.round(velocity * 127),
      channel,
    })),
  }));
