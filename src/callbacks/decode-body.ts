import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';

/** The largest body after unpacking, in bytes: a small packed body must not fill the memory. */
const MAX_UNPACKED_BYTES = 4 * 1_024 * 1_024;

const LIMIT = { maxOutputLength: MAX_UNPACKED_BYTES };

type Unpack = (body: Buffer) => Promise<Buffer>;

const gunzipped: Unpack = (body) => promisify(gunzip)(body, LIMIT);
const inflated: Unpack = (body) => promisify(inflate)(body, LIMIT);
const unbrotlied: Unpack = (body) => promisify(brotliDecompress)(body, LIMIT);
const unzstded: Unpack = (body) => promisify(zstdDecompress)(body, LIMIT);

/** By content coding (RFC 9110, 8.4.1). */
const UNPACKERS: ReadonlyMap<string, Unpack> = new Map([
  ['gzip', gunzipped],
  ['x-gzip', gunzipped],
  ['deflate', inflated],
  ['br', unbrotlied],
  ['zstd', unzstded],
]);

const isGzip = (body: Buffer): boolean => body[0] === 0x1f && body[1] === 0x8b;

const codingsOf = (header: string | readonly string[] | undefined): string[] =>
  String(header ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');

/** @throws when the body is not packed as the header says. */
const unpack = async (body: Buffer, header: string | readonly string[] | undefined): Promise<Buffer> => {
  let unpacked = body;
  // The last coding was applied last.
  for (const coding of codingsOf(header).reverse()) {
    const unpacker = UNPACKERS.get(coding);
    if (unpacker) unpacked = await unpacker(unpacked);
  }
  return isGzip(unpacked) ? await gunzipped(unpacked) : unpacked;
};

const UTF_8 = new TextDecoder('utf-8');
const UTF_16_LE = new TextDecoder('utf-16le');
const UTF_16_BE = new TextDecoder('utf-16be');

/** The decoder for the encoding that a byte order mark names; for UTF-8 without one. It removes the mark. */
const decoderFor = (body: Buffer): TextDecoder => {
  if (body[0] === 0xff && body[1] === 0xfe) return UTF_16_LE;
  return body[0] === 0xfe && body[1] === 0xff ? UTF_16_BE : UTF_8;
};

/** The JSON in a posted form (`payload={…}`), in whichever field; the text itself where it is no form. */
const withoutForm = (text: string): string => {
  if (!/^[\w.-]+=/.test(text)) return text;
  const values = [...new URLSearchParams(text).values()];
  return values.find((value) => /^\s*["{[]/.test(value)) ?? text;
};

/**
 * The text of a callback's body without its wrapping: gzip and other codings, a byte order mark, a form.
 *
 * @returns null for a body that is not packed as it says, or too large.
 */
export const decodeBody = async (
  body: Buffer,
  contentEncoding: string | readonly string[] | undefined,
): Promise<string | null> => {
  try {
    const unpacked = await unpack(body, contentEncoding);
    return withoutForm(decoderFor(unpacked).decode(unpacked).trim());
  } catch {
    // zlib's errors all mean that the body cannot be read; the callback still tells that something happened.
    return null;
  }
};
