/** First byte of a frame that is a whole text message (RFC 6455, 5.2). */
const TEXT = 0x81;
/** The longest text whose length stands in the second byte; for longer ones, that byte says how many bytes follow. */
const SHORT = 125;
const TWO_BYTES = 126;
const EIGHT_BYTES = 127;

/** A text message from a server as a frame. */
export const textFrame = (text: string): Buffer => {
  const length = Buffer.byteLength(text);
  const isLong = length > 0xffff;
  const start = length <= SHORT ? 2 : isLong ? 10 : 4;
  const frame = Buffer.allocUnsafe(start + length);
  frame[0] = TEXT;
  if (length <= SHORT) frame[1] = length;
  else if (isLong) {
    frame[1] = EIGHT_BYTES;
    frame.writeBigUInt64BE(BigInt(length), 2);
  } else {
    frame[1] = TWO_BYTES;
    frame.writeUInt16BE(length, 2);
  }
  frame.write(text, start);
  return frame;
};
