/** An error whose message is enough for the user of the terminal, without a stack. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}

/** The message of a thrown value. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  // The message of fetch is only "fetch failed"; the reason is in `cause`.
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
};
