import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Picture } from './png.ts';

/** From 0 to 10. A cover has about 1 kB at any of them. */
const SPEED = 10;
const OPAQUE = 255;

let encoder: ReturnType<typeof loadEncoder> | undefined;

/**
 * Encodes a picture as one frame of AV1 (4:2:0, 8 bits). By way of AVIF, whose picture is such a frame: the AVIF
 * specification (2.1) wants it identical to a key frame in an MP4.
 */
export async function encodeStill({ size, colourAt }: Picture): Promise<Uint8Array> {
  const data = new Uint8ClampedArray(4 * size * size);
  for (let at = 0; at < size * size; at++) data.set([...colourAt(at % size, Math.floor(at / size)), OPAQUE], 4 * at);
  encoder ??= loadEncoder();
  const encode = await encoder;
  const avif = await encode({ data, width: size, height: size, colorSpace: 'srgb' }, { speed: SPEED });
  return boxOf(new Uint8Array(avif), 'mdat');
}

/** Loaded with the first video that is fetched: most mocks never need it. Without its `init` it would fetch itself. */
async function loadEncoder() {
  const { default: encode, init } = await import('@jsquash/avif/encode.js');
  const wasm = createRequire(import.meta.url).resolve('@jsquash/avif/codec/enc/avif_enc.wasm');
  await init(await WebAssembly.compile(await readFile(wasm)));
  return encode;
}

/** What is in a box at the top of a file of the ISO family. */
function boxOf(file: Uint8Array, type: string): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  for (let at = 0; at < file.length; at += view.getUint32(at)) {
    const name = String.fromCharCode(...file.subarray(at + 4, at + 8));
    if (name === type) return file.subarray(at + 8, at + view.getUint32(at));
  }
  throw new TypeError(`the file has no box ${type}`);
}
