import { setImmediate } from 'node:timers/promises';
import { SAMPLE_RATE } from './dsp.ts';
import { lengthOf, playPart } from './mixer.ts';
import { encodeMp3, mp3Seconds } from './mp3.ts';
import type { Part, Song } from './score.ts';
import { encodeWav } from './wav.ts';

/** A file one can hear. */
export interface Audio {
  bytes: Uint8Array<ArrayBuffer>;
  contentType: 'audio/mpeg' | 'audio/wav';
  extension: 'mp3' | 'wav';
  /** What the file itself lasts; an MP3 consists of whole frames, so up to 24 ms longer than the song was asked to. */
  seconds: number;
}

/**
 * Renders a part as a file: the same song and part give the same bytes. A stem that the song does not have is silence
 * of the song's length, as the provider serves it; `song.stems` lists those that there are.
 *
 * Works half a second of music at a time and lets the event loop run in between.
 */
export async function renderAudio(song: Song, part: Part, format: 'mp3' | 'wav' = 'mp3'): Promise<Audio> {
  const samples = lengthOf(song);
  const blocks = playPart(song, part);
  if (format === 'wav') {
    const bytes = await encodeWav(blocks, samples, breathe);
    return { bytes, contentType: 'audio/wav', extension: 'wav', seconds: samples / SAMPLE_RATE };
  }
  const bytes = await encodeMp3(blocks, samples, breathe);
  return { bytes, contentType: 'audio/mpeg', extension: 'mp3', seconds: mp3Seconds(samples) };
}

/** A part as mono samples at `SAMPLE_RATE`, ±1, all at once: for looking at music rather than serving it. */
export function renderSamples(song: Song, part: Part): Float32Array {
  const samples = new Float32Array(lengthOf(song));
  let filled = 0;
  for (const block of playPart(song, part)) {
    samples.set(block, filled);
    filled += block.length;
  }
  return samples;
}

async function breathe(): Promise<void> {
  await setImmediate();
}
