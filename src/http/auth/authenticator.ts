/** The viewer that credentials prove. */
export interface Identity {
  /**
   * Id of the viewer. It begins with the kind of credentials (`key:`, `jwt:`), so that no subject can be named like a
   * viewer of another kind, or `anonymous`.
   */
  readonly viewer: string;
  /** When the credentials expire, in epoch milliseconds; null: never. */
  readonly expiresAt: number | null;
}

/** Finds the viewer of credentials. */
export interface Authenticator {
  /**
   * @param authorization `Bearer …`: the HTTP header, or the same text in a socket's `connectionParams`.
   * @throws UnauthenticatedError
   * @throws AuthUnavailableError
   */
  authenticate(authorization: string | null): Promise<Identity>;
}

/** Why credentials were not accepted. After `expired` a client may try again with newer credentials. */
export type UnauthenticatedReason = 'missing' | 'invalid' | 'expired';

const MESSAGES: Readonly<Record<UnauthenticatedReason, string>> = {
  missing: 'Credentials are required.',
  invalid: 'The credentials are not valid.',
  expired: 'The credentials have expired.',
};

/** Thrown when credentials are missing or not valid. */
export class UnauthenticatedError extends Error {
  override readonly name = 'UnauthenticatedError';
  readonly reason: UnauthenticatedReason;

  constructor(reason: UnauthenticatedReason, options?: ErrorOptions) {
    super(MESSAGES[reason], options);
    this.reason = reason;
  }
}

/** Thrown when credentials cannot be verified at the moment, because the keys of the issuer cannot be fetched. */
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
