/** Who asks, as their credentials prove it. */
export interface Identity {
  /** Begins with the kind of credentials, so that no subject can be named like another kind's, or `anonymous`. */
  readonly viewer: string;
  /** Epoch milliseconds after which the credentials are worth nothing; null when they do not expire. */
  readonly expiresAt: number | null;
}

/** Turns credentials into viewers. */
export interface Authenticator {
  /**
   * @param authorization `Bearer …`: the HTTP header, or the same text in a socket's `connectionParams`.
   * @throws UnauthenticatedError, or AuthUnavailableError when it cannot be told.
   */
  authenticate(authorization: string | null): Promise<Identity>;
}

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

const BEARER = /^Bearer +(\S+) *$/i;

/** The credentials in `Bearer …`. @throws UnauthenticatedError */
export const readBearer = (authorization: string | null): string => {
  if (authorization === null || authorization.trim() === '') throw new UnauthenticatedError('missing');
  const credentials = BEARER.exec(authorization)?.[1];
  if (credentials === undefined) throw new UnauthenticatedError('invalid');
  return credentials;
};
