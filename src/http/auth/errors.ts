/** Why credentials were not taken. `expired` ones were good once: a client may come back with newer ones. */
export type UnauthenticatedReason = 'missing' | 'invalid' | 'expired';

const MESSAGES: Readonly<Record<UnauthenticatedReason, string>> = {
  missing: 'Credentials are required.',
  invalid: 'The credentials are not valid.',
  expired: 'The credentials have expired.',
};

/** Whoever asks has not proven who they are. */
export class UnauthenticatedError extends Error {
  override readonly name = 'UnauthenticatedError';
  readonly reason: UnauthenticatedReason;

  constructor(reason: UnauthenticatedReason, options?: ErrorOptions) {
    super(MESSAGES[reason], options);
    this.reason = reason;
  }
}

/** The keys that tokens are checked with cannot be had at the moment: nobody's fault who asks. */
export class AuthUnavailableError extends Error {
  override readonly name = 'AuthUnavailableError';
}
