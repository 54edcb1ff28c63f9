import { strike } from './instruments/drums.ts';
import type { Instrument } from './instruments/instrument.ts';
import { playKeyboard, playSynth, riseEffect } from './instruments/keys.ts';
import { bowStrings, playBass, pluckGuitar } from './instruments/strings.ts';
import { hum, sing } from './instruments/voice.ts';
import { blowBrass, blowFlute } from './instruments/winds.ts';
import { writeBass } from './parts/bass.ts';
import { writeBackingVocals, writeBrass, writeGuitar, writeKeyboard, writeStrings } from './parts/chords.ts';
import { writeEffects, writeSynth, writeVocals, writeWoodwinds } from './parts/melody.ts';
import { writeDrums, writePercussion } from './parts/rhythm.ts';
import type { Writer } from './parts/writer.ts';
import type { Random } from './random.ts';
import type { StemName } from './score.ts';

/** The instrument or voice behind a stem's name. */
interface Player {
  write: Writer;
  play: Instrument;
  /** Loudness of one note at full velocity in the mix, where 1 is as loud as a file can be. */
  level: number;
  /** How much of it the room answers, from 0 to 1. */
  room: number;
}

/** In the provider's order of stems. Levels leave room for all stems at once: no part is ever limited or clipped. */
export const PLAYERS: Readonly<Record<StemName, Player>> = {
  Vocals: { write: writeVocals, play: sing, level: 0.25, room: 0.3 },
  'Backing Vocals': { write: writeBackingVocals, play: hum, level: 0.055, room: 0.5 },
  Drums: { write: writeDrums, play: strike, level: 0.3, room: 0.06 },
  Bass: { write: writeBass, play: playBass, level: 0.22, room: 0 },
  Guitar: { write: writeGuitar, play: pluckGuitar, level: 0.09, room: 0.15 },
  Keyboard: { write: writeKeyboard, play: playKeyboard, level: 0.075, room: 0.2 },
  Strings: { write: writeStrings, play: bowStrings, level: 0.05, room: 0.45 },
  Brass: { write: writeBrass, play: blowBrass, level: 0.055, room: 0.25 },
  Woodwinds: { write: writeWoodwinds, play: blowFlute, level: 0.1, room: 0.4 },
  Percussion: { write: writePercussion, play: strike, level: 0.1, room: 0.12 },
  Synth: { write: writeSynth, play: playSynth, level: 0.11, room: 0.25 },
  FX: { write: writeEffects, play: riseEffect, level: 0.1, room: 0.4 },
};

/** Draws the stems of a song: always rhythm and harmony, vocals if there are words, and one or two more. */
export function chooseBand(random: Random, hasVocals: boolean): readonly StemName[] {
  const chosen = new Set<StemName>([
    'Drums',
    'Bass',
    random.pick(['Guitar', 'Keyboard']),
    random.pick(['Strings', 'Synth']),
  ]);
  if (hasVocals) chosen.add('Vocals');
  if (hasVocals && random.chance(0.6)) chosen.add('Backing Vocals');
  if (!hasVocals) chosen.add('Woodwinds');
  if (random.chance(0.6)) chosen.add(random.pick(['Brass', 'Woodwinds', 'Percussion', 'FX', 'Synth', 'Strings']));
  return (Object.keys(PLAYERS) as StemName[]).filter((name) => chosen.has(name));
}
