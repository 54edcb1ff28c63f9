/** Causes of a failed call to the provider; each keeps what undici threw in `cause`. */

/** The call surely never arrived: no connection could be made. */
export class NotSentError extends Error {
  override readonly name = 'NotSentError';
}

/** Something went wrong after bytes may have left: it cannot be known whether the provider acted. */
export class ResponseLostError extends Error {
  override readonly name = 'ResponseLostError';
}
