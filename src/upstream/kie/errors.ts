/* Errors of a call to the provider. Each keeps the error of undici in `cause`. */

/** The call surely never arrived: not a byte of it was written to a connection. */
export class NotSentError extends Error {
  override readonly name = 'NotSentError';
}

/** The call failed after bytes may have left: the provider may have acted or not. */
export class ResponseLostError extends Error {
  override readonly name = 'ResponseLostError';
}
