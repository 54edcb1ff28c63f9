/**
 * Reads the beginning of a stream, and at most one chunk more.
 *
 * @returns at least `bytes` bytes; all of a shorter stream.
 */
export const readHead = async (stream: AsyncIterator<Uint8Array>, bytes: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < bytes) {
    const { done, value } = await stream.next();
    if (done) break;
    chunks.push(value);
    length += value.byteLength;
  }
  return Buffer.concat(chunks);
};

/** The whole stream again: the head that was read, then the rest. */
export async function* startingWith(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  for (;;) {
    const { done, value } = await rest.next();
    if (done) return;
    yield value;
  }
}
