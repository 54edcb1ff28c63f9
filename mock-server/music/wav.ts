import { SAMPLE_RATE } from './dsp.ts';

const HEADER_BYTES = 44;

/** Encodes blocks of mono samples (±1) as a WAV of 16 bits. */
export async function encodeWav(
  blocks: Iterable<Float32Array>,
  samples: number,
  breathe: () => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(HEADER_BYTES + 2 * samples);
  const view = new DataView(bytes.buffer);
  writeHeader(bytes, view, samples);

  let offset = HEADER_BYTES;
  for (const block of blocks) {
    for (const sample of block) {
      view.setInt16(offset, Math.round(32767 * Math.min(1, Math.max(-1, sample))), true);
      offset += 2;
    }
    await breathe();
  }
  return bytes;
}

function writeHeader(bytes: Uint8Array, view: DataView, samples: number): void {
  const text = (offset: number, word: string) => bytes.set(new TextEncoder().encode(word), offset);
  text(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + 2 * samples, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true); // bytes of the format that follows
  view.setUint16(20, 1, true); // plain PCM
  view.setUint16(22, 1, true); // mono
  view.setUint32(24, SAMPLE_RATE, true);
  view.setUint32(28, 2 * SAMPLE_RATE, true);
  view.setUint16(32, 2, true); // bytes per sample
  view.setUint16(34, 16, true); // bits per sample
  text(36, 'data');
  view.setUint32(40, 2 * samples, true);
}
