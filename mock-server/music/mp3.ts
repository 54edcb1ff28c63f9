import { SAMPLE_RATE } from './dsp.ts';

/** MPEG-2 Layer III, as 24 kHz demands: 576 samples a frame, and 288 bytes of it at 96 kbit/s, never more or less. */
const SAMPLES_PER_FRAME = 576;
const KBITS_PER_SECOND = 96;
const BYTES_PER_FRAME = ((SAMPLES_PER_FRAME / 8) * (KBITS_PER_SECOND * 1000)) / SAMPLE_RATE;

/** An encoder is a state machine with one song in it: the next one waits for its turn. */
let turn: Promise<unknown> = Promise.resolve();
let encoder: ReturnType<typeof loadEncoder> | undefined;

/** Seconds that an MP3 of so many samples lasts: whole frames, so up to 24 ms longer. */
export function mp3Seconds(samples: number): number {
  return (frameCount(samples) * SAMPLES_PER_FRAME) / SAMPLE_RATE;
}

/**
 * Encodes blocks of mono samples (±1) as MP3 of a constant bit rate, which needs no index: duration and seeking follow
 * from the number of bytes. `breathe` is awaited between blocks, so that a server can answer others meanwhile.
 */
export function encodeMp3(
  blocks: Iterable<Float32Array>,
  samples: number,
  breathe: () => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const encoded = turn.then(() => encode(blocks, samples, breathe));
  turn = encoded.catch(() => undefined);
  return encoded;
}

async function encode(blocks: Iterable<Float32Array>, samples: number, breathe: () => Promise<void>) {
  encoder ??= loadEncoder();
  const lame = await encoder;
  lame.configure({ channels: 1, sampleRate: SAMPLE_RATE, outputSampleRate: SAMPLE_RATE, bitrate: KBITS_PER_SECOND });

  // LAME adds a frame or two to flush its delay. They would make the file longer than the song: cut to length.
  const bytes = new Uint8Array(frameCount(samples) * BYTES_PER_FRAME);
  let filled = 0;
  const append = (chunk: Uint8Array) => {
    const fitting = chunk.subarray(0, bytes.length - filled);
    bytes.set(fitting, filled);
    filled += fitting.length;
  };
  for (const block of blocks) {
    append(lame.encode([block]));
    await breathe();
  }
  append(lame.finalize());
  return bytes;
}

/** Loaded with the first file that is fetched: most mocks never need it. */
async function loadEncoder() {
  const { createMp3Encoder } = await import('wasm-media-encoders');
  return createMp3Encoder();
}

function frameCount(samples: number): number {
  return Math.ceil(samples / SAMPLES_PER_FRAME);
}
