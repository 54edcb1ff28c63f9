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
