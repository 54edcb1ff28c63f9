import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Three numbers from 0 to 255: red, green, blue. */
export type Colour = readonly [red: number, green: number, blue: number];

/** A square picture, by the colour of each of its points. */
export interface Picture {
  readonly size: number;
  readonly colourAt: (x: number, y: number) => Colour;
}

/** Encodes a picture as PNG. */
export function encodePng({ size, colourAt }: Picture): Uint8Array<ArrayBuffer> {
  const rowBytes = 1 + 3 * size;
  const rows = new Uint8Array(rowBytes * size);
  // Each row says how it differs from the one above (filter 2): gradients then compress to almost nothing.
  let above = new Uint8Array(3 * size);
  for (let y = 0; y < size; y++) {
    const row = new Uint8ClampedArray(3 * size);
    for (let x = 0; x < size; x++) row.set(colourAt(x, y), 3 * x);
    rows[y * rowBytes] = 2;
    rows.set(
      row.map((value, index) => (value - (above[index] ?? 0)) & 255),
      y * rowBytes + 1,
    );
    above = new Uint8Array(row);
  }

  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, size);
  view.setUint32(4, size);
  header.set([8, 2, 0, 0, 0], 8); // eight bits a channel, RGB, the only compression and filter there are, not interlaced
  return join([SIGNATURE, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', new Uint8Array())]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
