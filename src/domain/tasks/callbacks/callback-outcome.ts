/** What was made of a callback. */
export type Verdict =
  /** It brought news, or a reason to ask. */
  | 'accepted'
  | 'duplicate'
  /** It names a task of the provider's that is not, or cannot be, the one of this token: noted, and nothing else. */
  | 'quarantined'
  /** The token was good, but its task is gone. */
  | 'unknown';

/** Why a post to a callback URL was not heard. */
export type Unheard =
  /** Its token was not made here. */
  | 'forged'
  /** It names no task of the provider's. */
  | 'unreadable'
  | 'unsigned'
  /** The store took nothing; the provider is to try again. */
  | 'unstored';
