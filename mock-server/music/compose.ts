import { chooseBand, PLAYERS } from './band.ts';
import { writeVocals, writeWoodwindsLead } from './parts/melody.ts';
import { createRandom, type Random } from './random.ts';
import type { Note, Song, Stem, StemName } from './score.ts';
import { continueSketch, type Sketch, sketchSong, type Wish } from './sketch.ts';

/** A part of a song that is played anew, in seconds: the same band in the same key and at the same pace. */
export interface Edit {
  from: number;
  to: number;
  seed: string;
  /** The song ends with it: a continuation. Otherwise what follows stays as it was. */
  ends: boolean;
}

/** What a song is drawn from. The same recipe gives the same song, note for note. */
export interface Recipe extends Wish {
  seed: string;
  /** Length in seconds, above zero. */
  seconds: number;
  /** The length that key, pace and form were drawn for, where the song has been continued since. */
  form?: number | undefined;
  /** Whether there are vocals; true by default. Without them the flute has the tune. */
  hasVocals?: boolean;
  /** Draws the tune and the words apart from the rest: another singer's take over the same instrumental. */
  voice?: string | undefined;
  /** Another band plays it: the tune stays, and may be played by another instrument. */
  arrangement?: { readonly band: string; readonly hasVocals: boolean } | undefined;
  /** One after the other. */
  edits?: readonly Readonly<Edit>[] | undefined;
  /** The stems that are left of the band, by name; all by default. */
  only?: readonly string[] | undefined;
}

/** Composes a song. Cheap (a few milliseconds a minute of music): keep the recipe, not the song. */
export function composeSong(recipe: Recipe): Song {
  const { seed, seconds, form = seconds, edits = [], only } = recipe;
  if (!(seconds > 0 && Number.isFinite(seconds))) {
    throw new RangeError(`A song needs a length in seconds above zero, not ${seconds}.`);
  }
  let sketch = sketchSong(form, createRandom(seed).fork('form'), recipe);
  let stems = writeStems(recipe, sketch, createRandom);
  for (const edit of edits) {
    if (edit.ends) sketch = continueSketch(sketch, edit.from, edit.to);
    const anew = writeStems(recipe, sketch, (source) => createRandom(`${source}/${edit.seed}`));
    stems = stems.map((stem, index) => ({ ...stem, notes: splice(stem.notes, anew[index]?.notes ?? [], edit) }));
  }
  const heard = stems.filter(({ name }) => only === undefined || only.includes(name));
  return { seconds, tempo: sketch.tempo, key: sketch.key.name, stems: heard };
}

/** The band's notes, each player's from a source of chance of its own. @param draw makes the source for a seed. */
function writeStems(recipe: Recipe, sketch: Sketch, draw: (seed: string) => Random): readonly Stem[] {
  const { seed, hasVocals = true, voice = seed, arrangement } = recipe;
  const band = arrangement ?? { band: seed, hasVocals };
  const tune = tuneOf(sketch, hasVocals, draw(hasVocals || arrangement ? voice : seed));
  const lead = band.hasVocals ? 'Vocals' : 'Woodwinds';

  return chooseBand(createRandom(band.band).fork('band'), band.hasVocals).map((name) => {
    const notes = name === lead ? tuneFor(name, tune) : PLAYERS[name].write(sketch, draw(band.band).fork(name));
    return { name, notes: notes.toSorted((one, other) => one.at - other.at) };
  });
}

interface Tune {
  by: StemName;
  notes: readonly Note[];
}

/** The tune, as who has it first plays it: a singer, or in an instrumental the flute. */
function tuneOf(sketch: Sketch, hasVocals: boolean, random: Random): Tune {
  return hasVocals
    ? { by: 'Vocals', notes: writeVocals(sketch, random.fork('Vocals')) }
    : { by: 'Woodwinds', notes: writeWoodwindsLead(sketch, random.fork('Woodwinds')) };
}

/** The tune in the range of who has it now: a flute sounds an octave above a voice. */
function tuneFor(player: StemName, { by, notes }: Tune): readonly Note[] {
  if (player === by) return notes;
  const octave = player === 'Woodwinds' ? 12 : -12;
  return notes.map(({ colour: _syllable, ...note }) => ({ ...note, pitch: note.pitch + octave }));
}

/** The notes of a stem in which a part is played anew. */
function splice(notes: readonly Note[], anew: readonly Note[], { from, to, ends }: Edit): readonly Note[] {
  return [
    ...notes.filter(({ at }) => at < from),
    ...anew.filter(({ at }) => at >= from && at < to),
    ...(ends ? [] : notes.filter(({ at }) => at >= to)),
  ];
}
