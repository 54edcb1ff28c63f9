/** Something that the person at the terminal can understand without a stack. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}

/** The words of whatever was thrown. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  // fetch says "fetch failed" and keeps the reason to itself.
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
};
