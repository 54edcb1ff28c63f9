import type { MidiNote } from './midi.ts';

/*
 * A Standard MIDI File of format 1 (RP-001, "Standard MIDI Files 1.0"): a track that sets the tempo, and one for each
 * instrument. The provider knows seconds and no bars, so a quarter note is half a second throughout.
 */

/** An instrument and its notes. */
export interface MidiPart {
  readonly name: string;
  readonly notes: readonly MidiNote[];
}

const TICKS_PER_QUARTER = 480;
const MICROSECONDS_PER_QUARTER = 500_000;
const TICKS_PER_SECOND = (TICKS_PER_QUARTER * 1_000_000) / MICROSECONDS_PER_QUARTER;

/** Channels count from 0; General MIDI plays drums on the tenth. */
const DRUM_CHANNEL = 9;
const PITCHED_CHANNELS = Array.from({ length: 16 }, (_, channel) => channel).filter((one) => one !== DRUM_CHANNEL);

/** Programs of General MIDI, from 0, by words in names of instruments; the first that fits. A piano for any other. */
const PROGRAMS: readonly (readonly [RegExp, number])[] = [
  [/synth\s*bass/i, 38],
  [/bass/i, 33],
  [/guitar|banjo|ukulele|mandolin/i, 25],
  [/choir|voc|voice/i, 52],
  [/string|violin|viola|cello|orchestra/i, 48],
  [/sax/i, 65],
  [/brass|trumpet|trombone|horn|tuba/i, 61],
  [/wood|flute|clarinet|oboe|whistle/i, 73],
  [/organ/i, 16],
  [/synth|pad|lead/i, 81],
];
const PIANO = 0;

const isDrums = (name: string): boolean => /drum|percussion|kick|snare|cymbal/i.test(name);

/** A number in groups of seven bits, the highest first (RP-001, "variable-length quantity"). */
const variableLength = (value: number): number[] => {
  const groups = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) groups.unshift((rest & 0x7f) | 0x80);
  return groups;
};

const bytesOf32 = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
const bytesOf16 = (value: number): number[] => [(value >>> 8) & 0xff, value & 0xff];

const chunk = (type: string, data: readonly number[]): Buffer =>
  Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(bytesOf32(data.length)), Buffer.from(data)]);

const meta = (type: number, data: readonly number[]): number[] => [0xff, type, ...variableLength(data.length), ...data];
const END_OF_TRACK = [0, ...meta(0x2f, [])];

const tempoTrack = (): Buffer => {
  const tempo = bytesOf32(MICROSECONDS_PER_QUARTER).slice(1);
  const fourQuarters = [4, 2, 24, 8];
  return chunk('MTrk', [0, ...meta(0x51, tempo), 0, ...meta(0x58, fourQuarters), ...END_OF_TRACK]);
};

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, Math.round(value)));

const tickOf = (seconds: number): number => clamp(seconds * TICKS_PER_SECOND, 0, 0x0fffffff);

/** A message and its moment; of two at one moment a note ends before another begins. */
interface Message {
  readonly tick: number;
  readonly order: 0 | 1;
  readonly bytes: readonly number[];
}

const messagesOf = ({ pitch, start, end, velocity }: MidiNote, channel: number): Message[] => {
  const key = clamp(pitch, 0, 127);
  const [from, to] = [tickOf(start), tickOf(end)];
  return [
    // A velocity of 0 would mean that the note ends.
    { tick: from, order: 1, bytes: [0x90 | channel, key, clamp(velocity * 127, 1, 127)] },
    { tick: Math.max(to, from + 1), order: 0, bytes: [0x80 | channel, key, 64] },
  ];
};

const track = ({ name, notes }: MidiPart, index: number): Buffer => {
  const channel = isDrums(name) ? DRUM_CHANNEL : (PITCHED_CHANNELS[index % PITCHED_CHANNELS.length] ?? 0);
  const program = PROGRAMS.find(([words]) => words.test(name))?.[1] ?? PIANO;
  const data: number[] = [0, ...meta(0x03, [...Buffer.from(name, 'utf8').subarray(0, 127)])];
  if (channel !== DRUM_CHANNEL) data.push(0, 0xc0 | channel, program);
  const messages = notes
    .flatMap((note) => messagesOf(note, channel))
    .sort((one, other) => one.tick - other.tick || one.order - other.order);
  let tick = 0;
  for (const message of messages) {
    data.push(...variableLength(message.tick - tick), ...message.bytes);
    tick = message.tick;
  }
  data.push(...END_OF_TRACK);
  return chunk('MTrk', data);
};

/** The notes as a Standard MIDI File. */
export const midiFile = (parts: readonly MidiPart[]): Buffer => {
  const header = chunk('MThd', [...bytesOf16(1), ...bytesOf16(parts.length + 1), ...bytesOf16(TICKS_PER_QUARTER)]);
  return Buffer.concat([header, tempoTrack(), ...parts.map(track)]);
};
