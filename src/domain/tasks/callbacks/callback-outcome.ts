/** The outcome of a post to a callback URL; also a label of the metric `callbacks_total`. */
export type CallbackOutcome =
  /** It brought news, or a reason to read the record. Stored. */
  | 'accepted'
  /** It contains nothing new. Stored as a note. */
  | 'duplicate'
  /** It names a provider task that cannot be the one of this token: stored as a note, otherwise ignored. */
  | 'quarantined'
  /** The token is good, but there is no such task any more. */
  | 'unknown'
  /** The token was not made by this gateway. */
  | 'forged'
  /** The body names no provider task, and none is known for the token. Stored as a note. */
  | 'unreadable'
  /** The signature is missing or wrong. */
  | 'unsigned'
  /** The store took nothing; the provider is to deliver it again. */
  | 'unstored';
