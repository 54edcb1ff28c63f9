import type { Midi, MidiInstrument } from '../../../domain/outputs/midi.ts';
import {
  MIDI_CREATE_PATH,
  MIDI_RECORD_PATH,
  type MidiRequest,
  midiInstrument,
  midiRequest,
} from '../wire/generate-midi.ts';
import * as read from '../wire/reading.ts';
import type { Fields } from '../wire/task.ts';
import { defineEndpoint } from './endpoint.ts';

const toInstrument = (row: unknown, index: number): MidiInstrument => {
  const { name, notes } = midiInstrument.parse(read.record.parse(row) ?? {});
  return { name: name ?? `Instrument ${index + 1}`, noteCount: notes.length, notes };
};

/** A list, even an empty one, is a result; no list is none (provider.md, 12.12). */
const midiOf = (fields: Fields): Midi => {
  const instruments = read.unwrapped(fields['instruments']);
  return { kind: 'midi', instruments: Array.isArray(instruments) ? instruments.map(toInstrument) : null };
};

/** Writes down notes. State 2 is a failure here, and "generating" of cover pictures (provider.md, 5.8). */
export const generateMidi = defineEndpoint<'GENERATE_MIDI'>({
  createPath: MIDI_CREATE_PATH,
  family: {
    recordPath: MIDI_RECORD_PATH,
    states: { 2: 'failed' },
    stages: null,
    recordOutput: midiOf,
    callbackOutput: midiOf,
  },
  toRequest({ source: { taskId, audioId } }, callbackUrl) {
    const stem = audioId === null ? {} : { audioId };
    return midiRequest.parse({ taskId, ...stem, callBackUrl: callbackUrl }) satisfies MidiRequest;
  },
});
