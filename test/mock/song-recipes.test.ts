import { describe, expect, it } from 'vitest';
import { composeSong, renderSamples, SAMPLE_RATE, type Song } from '../../mock-server/music/index.ts';
import { arranged, continued, mashedUp, replaced } from '../../mock-server/operations/song-recipes.ts';

const SEEDS = ['night ferry', 'harbour', '7b0c6c1e'];
const recipe = (seed: string) => ({ seed, seconds: 20, hasVocals: true });

const notesOf = (song: Song, name: string) => song.stems.find((stem) => stem.name === name)?.notes ?? [];
const notesBefore = (song: Song, moment: number) =>
  song.stems.map(({ name, notes }) => [name, notes.filter(({ at }) => at < moment)]);
const notesFrom = (song: Song, moment: number) =>
  song.stems.map(({ name, notes }) => [name, notes.filter(({ at }) => at >= moment)]);
/** What is heard before a moment, as bytes. */
const firstSeconds = (song: Song, seconds: number): Buffer =>
  Buffer.from(renderSamples({ ...song, seconds: seconds + 1 }, 'mix').slice(0, seconds * SAMPLE_RATE).buffer);
const bandOf = (song: Song) => song.stems.filter(({ name }) => name !== 'Vocals');

describe.each(SEEDS)('of the song "%s"', (seed) => {
  const song = composeSong(recipe(seed));

  it('a continuation is the song until its moment, and goes on in the same key at the same pace', () => {
    const more = composeSong(continued(recipe(seed), 12.5, 'more'));
    expect(more).toMatchObject({ seconds: 32.5, key: song.key, tempo: song.tempo });
    expect(notesBefore(more, 12.5)).toEqual(notesBefore(song, 12.5));
    expect(notesFrom(more, 12.5)).not.toEqual(notesFrom(song, 12.5));
    for (const name of ['Vocals', 'Drums', 'Bass']) {
      expect(notesOf(more, name).filter(({ at }) => at > 21).length, name).toBeGreaterThan(4);
    }
    expect(composeSong(continued(recipe(seed), 12.5, 'other'))).not.toEqual(more);
  });

  it('a continuation of a continuation has all three parts', () => {
    const once = continued(recipe(seed), 10, 'one');
    const twice = composeSong(continued(once, 25, 'two'));
    expect(twice).toMatchObject({ seconds: 45, key: song.key, tempo: song.tempo });
    expect(notesBefore(twice, 10)).toEqual(notesBefore(song, 10));
    expect(notesBefore(twice, 25)).toEqual(notesBefore(composeSong(once), 25));
    expect(notesOf(twice, 'Drums').some(({ at }) => at > 40)).toBe(true);
  });

  it('a song with a part played anew differs only there', () => {
    const changed = composeSong(replaced(recipe(seed), 4, 14, 'new'));
    expect(changed).toMatchObject({ seconds: 20, key: song.key, tempo: song.tempo });
    expect([notesBefore(changed, 4), notesFrom(changed, 14)]).toEqual([notesBefore(song, 4), notesFrom(song, 14)]);
    expect(notesOf(changed, 'Vocals')).not.toEqual(notesOf(song, 'Vocals'));
    expect(firstSeconds(changed, 4).equals(firstSeconds(song, 4))).toBe(true);
    expect(firstSeconds(changed, 8).equals(firstSeconds(song, 8))).toBe(false);
  });

  it('a cover keeps the tune, and another band plays', () => {
    const cover = composeSong(arranged(recipe(seed), 'other band', true));
    expect(notesOf(cover, 'Vocals')).toEqual(notesOf(song, 'Vocals'));
    expect(bandOf(cover)).not.toEqual(bandOf(song));
    expect(cover).toMatchObject({ key: song.key, tempo: song.tempo });
  });

  it('an instrumental cover has the tune in the flute, an octave up', () => {
    const cover = composeSong(arranged(recipe(seed), 'other band', false));
    const tune = notesOf(song, 'Vocals').map(({ at, pitch }) => ({ at, pitch: pitch + 12 }));
    expect(notesOf(cover, 'Woodwinds').map(({ at, pitch }) => ({ at, pitch }))).toEqual(tune);
    expect(notesOf(cover, 'Vocals')).toEqual([]);
  });

  it('a cover of an instrumental sings what the flute played', () => {
    const instrumental = { ...recipe(seed), hasVocals: false };
    const tune = notesOf(composeSong(instrumental), 'Woodwinds').map(({ at, pitch }) => ({ at, pitch: pitch - 12 }));
    const cover = composeSong(arranged(instrumental, 'other band', true));
    expect(notesOf(cover, 'Vocals').map(({ at, pitch }) => ({ at, pitch }))).toEqual(tune);
  });

  it('a mashup has the tune of one song and the band of the other', () => {
    const other = recipe('the other one');
    const both = composeSong(mashedUp(recipe(seed), other, true));
    expect(notesOf(both, 'Vocals')).toEqual(notesOf(song, 'Vocals'));
    expect(both.stems.map(({ name }) => name)).toEqual(composeSong(other).stems.map(({ name }) => name));
    expect(bandOf(both)).toEqual(bandOf(composeSong(arranged(recipe(seed), other.seed, true))));
  });
});

it.each([
  ['Am', 'A minor', 90],
  ['C#', 'D♭ major', 120],
  ['Bm', 'B minor', 300],
])('a sound in %s is in %s, at its pace', (key, name, tempo) => {
  const sound = composeSong({ seed: 'sound', seconds: (4 * 240) / tempo, hasVocals: false, key, tempo });
  expect(sound.key).toBe(name);
  expect(sound.tempo).toBeCloseTo(tempo, 6);
});

it('no sound is in a key that does not exist', () => {
  expect(() => composeSong({ seed: 'sound', seconds: 4, key: 'H' })).toThrow(RangeError);
});
