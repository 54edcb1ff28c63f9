/** Thrown when what REDIS_URL names cannot be used, and waiting does not help; the message says what it is and why. */
export class UnusableRedisError extends Error {
  override readonly name = 'UnusableRedisError';
}
