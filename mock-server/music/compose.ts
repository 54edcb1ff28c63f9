import { chooseBand, PLAYERS } from './band.ts';
import { writeWoodwindsLead } from './parts/melody.ts';
import { createRandom } from './random.ts';
import type { Song } from './score.ts';
import { sketchSong } from './sketch.ts';

/** What a song is drawn from. The same recipe gives the same song, note for note. */
export interface Recipe {
  seed: string;
  /** Length in seconds, above zero. */
  seconds: number;
  /** Whether there are vocals; true by default. Without them the flute has the tune. */
  hasVocals?: boolean;
  /** Draws the tune and the words apart from the rest: another singer's take over the same instrumental. */
  voice?: string | undefined;
  /** The stems that are left of the band, by name; all by default. */
  only?: readonly string[] | undefined;
}

/** Composes a song. Cheap (a few milliseconds a minute of music): keep the recipe, not the song. */
export function composeSong({ seed, seconds, hasVocals = true, voice, only }: Recipe): Song {
  if (!(seconds > 0 && Number.isFinite(seconds))) {
    throw new RangeError(`A song needs a length in seconds above zero, not ${seconds}.`);
  }
  const random = createRandom(seed);
  const singer = voice === undefined ? random : createRandom(voice);
  const sketch = sketchSong(seconds, random.fork('form'));

  return {
    seconds,
    tempo: sketch.tempo,
    key: sketch.key.name,
    stems: chooseBand(random.fork('band'), hasVocals)
      .filter((name) => only === undefined || only.includes(name))
      .map((name) => {
        const write = name === 'Woodwinds' && !hasVocals ? writeWoodwindsLead : PLAYERS[name].write;
        const notes = write(sketch, (name === 'Vocals' ? singer : random).fork(name));
        return { name, notes: notes.toSorted((one, other) => one.at - other.at) };
      }),
  };
}
