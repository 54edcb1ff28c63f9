/** Thrown when what DATABASE_URL names cannot be used as a store; the message says what it is and why. */
export class UnusableStoreError extends Error {
  override readonly name = 'UnusableStoreError';
}
