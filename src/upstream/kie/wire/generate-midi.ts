import { z } from 'zod';
import * as read from './reading.ts';

/** MIDI, as docs.kie.ai ("Generate MIDI", "Get MIDI Details") spells it. */
export const MIDI_CREATE_PATH = '/api/v1/midi/generate';
export const MIDI_RECORD_PATH = '/api/v1/midi/record-info';

export const midiRequest = z.strictObject({ taskId: z.string(), audioId: z.string().optional(), callBackUrl: z.url() });
export type MidiRequest = z.infer<typeof midiRequest>;

const number = read.number.pipe(z.number());

/** One note; the times are numbers or texts. */
const midiNote = z.object({ pitch: number, start: number, end: number, velocity: number });

/** One instrument, in callbacks and in records. A note that is none is left out. */
export const midiInstrument = z.object({
  name: z.preprocess((value) => value ?? null, read.text),
  notes: read.listOf(midiNote),
});
