import { expect, it } from 'vitest';
import { decodeNotes, encodeNotes, type MidiNote } from '../../src/domain/outputs/midi.ts';
import { midiFile } from '../../src/domain/outputs/midi-file.ts';
import { readMidiFile } from '../support/midi-reader.ts';

const note = (pitch: number, start: number, end: number, velocity = 1): MidiNote => ({ pitch, start, end, velocity });

it('holds every note of every instrument, at its moment', () => {
  const bass = [note(40, 0.5, 1), note(43, 60.25, 62, 0.5)];
  const [drums, strings] = readMidiFile(
    midiFile([
      { name: 'Drums', notes: [note(38, 0, 0.1)] },
      { name: 'Bässe', notes: bass },
    ]),
  );
  expect(drums).toEqual({ name: 'Drums', notes: [{ pitch: 38, start: 0, end: 0.1, velocity: 127, channel: 9 }] });
  expect(strings?.name).toBe('Bässe');
  expect(strings?.notes.map(({ pitch, start, end, velocity }) => [pitch, start, end, velocity])).toEqual([
    [40, 0.5, 1, 127],
    [43, 60.25, 62, 64],
  ]);
});

it('ends a note before the same one begins again, and gives each some length', () => {
  const [piano] = readMidiFile(midiFile([{ name: 'Piano', notes: [note(60, 1, 2), note(60, 0, 1), note(62, 3, 3)] }]));
  expect(piano?.notes.map(({ pitch, start }) => [pitch, start])).toEqual([
    [60, 0],
    [60, 1],
    [62, 3],
  ]);
  expect(piano?.notes[2]?.end).toBeGreaterThan(3);
});

it('takes what no MIDI note can be to the nearest that can', () => {
  const [piano] = readMidiFile(midiFile([{ name: '', notes: [note(200, -1, 1, 3), note(60.4, 2, 3, 0)] }]));
  expect(piano?.notes).toMatchObject([
    { pitch: 127, start: 0, velocity: 127 },
    { pitch: 60, velocity: 1 },
  ]);
});

it('without instruments is a file without notes', () => {
  expect(readMidiFile(midiFile([]))).toEqual([]);
});

it('keeps drums on the tenth channel, and all others away from it', () => {
  const parts = Array.from({ length: 20 }, (_, index) => ({ name: `Piano ${index}`, notes: [note(60, 0, 1)] }));
  const tracks = readMidiFile(midiFile(parts));
  expect(tracks.map(({ notes }) => notes[0]?.channel)).not.toContain(9);
});

it('notes as a text are the same notes', () => {
  const notes = [note(60, 0.5, 1.25, 0.3), note(61, 1, 2)];
  expect(decodeNotes(encodeNotes(notes))).toEqual(notes);
});
