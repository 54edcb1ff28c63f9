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

/** @throws when the body is not packed as the codings say. */
const unpack = async (body: Buffer, codings: readonly string[]): Promise<Buffer> => {
  let unpacked = body;
  // The last coding was applied last.
  for (const coding of codings.toReversed()) {
    const unpacker = UNPACKERS.get(coding);
    if (unpacker) unpacked = await unpacker(unpacked);
  }
  return isGzip(unpacked) ? await gunzipped(unpacked) : unpacked;
};

const UTF_16_LE = new TextDecoder('utf-16le');
const UTF_16_BE = new TextDecoder('utf-16be');

/** The text in the encoding that a byte order mark names; in UTF-8 without one. */
const decode = (body: Buffer): string => {
  if (body[0] === 0xff && body[1] === 0xfe) return UTF_16_LE.decode(body);
  if (body[0] === 0xfe && body[1] === 0xff) return UTF_16_BE.decode(body);
  return body.toString('utf8');
};

/** The JSON in a posted form (`payload={…}`), in whichever field; the text itself where it is no form. */
const withoutForm = (text: string): string => {
  if (!/^[\w.-]+=/.test(text)) return text;
  const values = [...new URLSearchParams(text).values()];
  return values.find((value) => /^\s*["{[]/.test(value)) ?? text;
};

/** Without the byte order mark, too: it counts as a blank. */
const textOf = (body: Buffer): string => withoutForm(decode(body).trim());

const unpackedText = async (body: Buffer, codings: readonly string[]): Promise<string | null> => {
  try {
    return textOf(await unpack(body, codings));
  } catch {
    // zlib's errors all mean that the body cannot be read; the callback still tells that something happened.
    return null;
  }
};

/**
 * The text of a callback's body without its wrapping: gzip and other codings, a byte order mark, a form.
 *
 * @returns no promise for a body that is not packed: most are not. Null for a body that is not packed as it says, or too
 *   large.
 */
export const decodeBody = (
  body: Buffer,
  contentEncoding: string | readonly string[] | undefined,
): string | null | Promise<string | null> => {
  if (contentEncoding === undefined && !isGzip(body)) return textOf(body);
  return unpackedText(body, codingsOf(contentEncoding));
};
