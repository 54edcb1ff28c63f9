import { PLAYERS } from './band.ts';
import { SAMPLE_RATE } from './dsp.ts';
import { createRoom } from './room.ts';
import { type Note, type Part, type Song, type Stem, stemsOf } from './score.ts';

/** Half a second: what is worked out in one go, so a part never needs more memory than its ringing notes. */
const BLOCK = SAMPLE_RATE / 2;
/** The song ends in a fade, and the last twentieth is left empty for an encoder's delay. Seconds. */
const FADE = 0.4;
const HUSH = 0.05;

/** Samples in a song. */
export function lengthOf(song: Song): number {
  return Math.max(1, Math.round(song.seconds * SAMPLE_RATE));
}

/**
 * Plays a part, half a second of mono samples at a time. Every step is linear and the same for each stem: what stems
 * add up to is what the mix plays, up to rounding. The yielded block is reused; copy what should stay.
 */
export function* playPart(song: Song, part: Part): Generator<Float32Array> {
  const length = lengthOf(song);
  const players = stemsOf(song, part).map((stem) => createPlayer(stem));
  const room = createRoom();
  const dry = new Float32Array(BLOCK);
  const wet = new Float32Array(BLOCK);

  for (let start = 0; start < length; start += BLOCK) {
    dry.fill(0);
    wet.fill(0);
    for (const player of players) player(start, dry, wet);
    if (players.length > 0) room(wet, dry);
    fadeOut(dry, (length - start) / SAMPLE_RATE);
    yield dry.subarray(0, Math.min(BLOCK, length - start));
  }
}

/** Plays one stem's notes into a block: a note rings on into later blocks, and a sound heard twice is made once. */
function createPlayer(stem: Stem): (start: number, dry: Float32Array, wet: Float32Array) => void {
  const { play, level, room } = PLAYERS[stem.name];
  const made = new Map<string, Float32Array>();
  let ringing: { from: number; gain: number; samples: Float32Array }[] = [];
  let next = 0;

  function soundOf(note: Note): Float32Array {
    const key = `${note.pitch}/${Math.round(note.seconds * SAMPLE_RATE)}/${note.colour ?? 0}`;
    const samples = made.get(key) ?? play(note);
    made.set(key, samples);
    return samples;
  }

  return (start, dry, wet) => {
    for (let note = stem.notes[next]; note !== undefined; note = stem.notes[++next]) {
      const from = Math.round(note.at * SAMPLE_RATE);
      if (from >= start + dry.length) break;
      ringing.push({ from, gain: level * note.velocity ** 1.5, samples: soundOf(note) });
    }
    for (const { from, gain, samples } of ringing) {
      add(dry, samples, from - start, gain);
      if (room > 0) add(wet, samples, from - start, gain * room);
    }
    ringing = ringing.filter(({ from, samples }) => from + samples.length > start + dry.length);
  };
}

/** Fades a block that begins so many seconds before the end; most blocks are too early to care. */
function fadeOut(block: Float32Array, left: number): void {
  const begin = Math.max(0, Math.floor((left - HUSH - FADE) * SAMPLE_RATE));
  for (let index = begin; index < block.length; index++) {
    const share = (left - HUSH - index / SAMPLE_RATE) / FADE;
    block[index] = (block[index] ?? 0) * Math.min(1, Math.max(0, share));
  }
}

function add(target: Float32Array, samples: Float32Array, at: number, gain: number): void {
  const end = Math.min(target.length, at + samples.length);
  for (let index = Math.max(0, at); index < end; index++) {
    target[index] = (target[index] ?? 0) + gain * (samples[index - at] ?? 0);
  }
}
