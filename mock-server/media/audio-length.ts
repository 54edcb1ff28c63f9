/**
 * How long a file of sound plays, in seconds; null for what cannot be played.
 *
 * By headers and counted frames, never by the size of the file: bit rates vary, and a tag can hold pictures.
 */
export const audioSeconds = async (bytes: Uint8Array): Promise<number | null> => {
  // Loaded with the first upload that is fetched: most mocks never need it.
  const { parseBuffer } = await import('music-metadata');
  try {
    const { format } = await parseBuffer(bytes, undefined, { duration: true, skipCovers: true });
    return format.duration ?? null;
  } catch {
    // All of its errors mean the same here: this is not a file of sound, or it breaks off too early.
    return null;
  }
};
