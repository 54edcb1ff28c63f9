import { createServer } from 'node:http';
import { listenHere } from './support.ts';

/** Silence, encoded by hand: files whose length their size does not tell. */

const SAMPLE_RATE = 44_100;
/** Bit rates of MPEG-1 layer III in kbit/s, and their index in a frame's header. */
const BIT_RATE_INDEX = { 32: 1, 64: 5, 128: 9, 320: 14 } as const;
type BitRate = keyof typeof BIT_RATE_INDEX;

const mp3Frame = (kbits: BitRate): Buffer => {
  const frame = Buffer.alloc(Math.floor((144_000 * kbits) / SAMPLE_RATE));
  frame.set([0xff, 0xfb, BIT_RATE_INDEX[kbits] << 4, 0xc4]);
  return frame;
};

/** The frame in front of the others that counts them, as encoders write it: `Xing` where bit rates vary, else `Info`. */
const countingFrame = (kbits: BitRate, tag: 'Xing' | 'Info', frames: number): Buffer => {
  const frame = mp3Frame(kbits);
  frame.write(tag, 21, 'latin1');
  frame.writeUInt32BE(1, 25);
  frame.writeUInt32BE(frames, 29);
  return frame;
};

const FRAME_SECONDS = 1152 / SAMPLE_RATE;
const framesIn = (seconds: number): number => Math.round(seconds / FRAME_SECONDS);

/** An ID3v2 tag of a thousand bytes which look like the beginnings of frames. */
const id3Tag = Buffer.concat([
  Buffer.from('ID3\x04\x00\x00\x00\x00\x07\x68', 'latin1'),
  Buffer.alloc(1_000, mp3Frame(32).subarray(0, 4)),
]);

const variable = (seconds: number): Buffer => {
  const frames = Array.from({ length: framesIn(seconds) }, (_, index) => mp3Frame(index % 10 === 0 ? 320 : 64));
  return Buffer.concat([countingFrame(64, 'Xing', frames.length), ...frames]);
};

const constant = (seconds: number, kbits: BitRate): Buffer => {
  const frames = Array.from({ length: framesIn(seconds) }, () => mp3Frame(kbits));
  // The counting frame of a low bit rate is a larger one than the rest: its content would not fit otherwise.
  return Buffer.concat([countingFrame(128, 'Info', frames.length), ...frames]);
};

/** FLAC with nothing but its first block, which says how many samples follow. */
const flac = (seconds: number): Buffer => {
  const file = Buffer.alloc(42 + 4_096);
  file.write('fLaC', 'latin1');
  // The last block of headers, and the only one: 34 bytes.
  file.writeUInt32BE(0x80_00_00_22, 4);
  file.writeUInt16BE(4_096, 8);
  file.writeUInt16BE(4_096, 10);
  // 20 bits of sample rate, 3 of channels less one, 5 of bits a sample less one, 36 of samples.
  file.writeBigUInt64BE((BigInt(SAMPLE_RATE) << 44n) | (15n << 36n) | BigInt(seconds * SAMPLE_RATE), 18);
  return file;
};

/** Files by what is odd about them. */
export const audioFiles = {
  'MP3 of varying bit rate': variable,
  'MP3 of 32 kbit/s': (seconds) => constant(seconds, 32),
  'MP3 behind a tag': (seconds) => Buffer.concat([id3Tag, constant(seconds, 128)]),
  FLAC: flac,
} as const satisfies Readonly<Record<string, (seconds: number) => Buffer>>;

/** Serves a file to all requests, until the test is over. */
export const serveFile = async (bytes: Uint8Array): Promise<string> =>
  `${await listenHere(createServer((_request, response) => response.end(bytes)))}/upload`;
