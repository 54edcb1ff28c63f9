import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import {
  type Authenticator,
  AuthUnavailableError,
  type Identity,
  UnauthenticatedError,
} from '../auth/authenticator.ts';
import { onExpiry } from '../auth/on-expiry.ts';
import type { ConnectionQuota } from '../connection-quota.ts';
import { TRY_AGAIN_LATER } from './close-codes.ts';

/** Authenticates a socket. @returns the viewer; null when the socket was closed, with a code that says why. */
export type Admit = (
  socket: WebSocket,
  connectionParams: Readonly<Record<string, unknown>> | undefined,
  /** `Authorization` header of the upgrade request, for clients without credentials in `connectionParams`. */
  upgradeAuthorization: string | null,
) => Promise<string | null>;

export interface AdmissionOptions {
  readonly authenticator: Authenticator;
  readonly quota: ConnectionQuota;
}

type Params = Readonly<Record<string, unknown>>;

const isParams = (value: unknown): value is Params => typeof value === 'object' && value !== null;

const headerIn = (params: Params): string | null => {
  const value = params['authorization'] ?? params['Authorization'];
  return typeof value === 'string' ? value : null;
};

/** Credentials of `connectionParams`: at the top, or in `headers`, where some clients put what they send over HTTP. */
const authorizationIn = (params: Params | undefined): string | null => {
  if (params === undefined) return null;
  const headers = params['headers'];
  return headerIn(params) ?? (isParams(headers) ? headerIn(headers) : null);
};

/**
 * Closes a socket after failed authentication. 4401 is final: clients do not retry. After 4403, the code for expired
 * credentials, clients retry, with newer credentials if they have them.
 */
const closeFor = (socket: WebSocket, error: unknown): void => {
  if (error instanceof AuthUnavailableError) socket.close(TRY_AGAIN_LATER, 'Credentials cannot be checked');
  else if (!(error instanceof UnauthenticatedError)) throw error;
  else if (error.reason === 'expired') socket.close(CloseCode.Forbidden, error.message);
  else socket.close(CloseCode.Unauthorized, error.message);
};

export const createAdmission =
  ({ authenticator, quota }: AdmissionOptions): Admit =>
  async (socket, connectionParams, upgradeAuthorization) => {
    let identity: Identity;
    try {
      identity = await authenticator.authenticate(authorizationIn(connectionParams) ?? upgradeAuthorization);
    } catch (error) {
      closeFor(socket, error);
      return null;
    }
    if (socket.readyState !== socket.OPEN) return null;
    const release = quota.acquire(identity.viewer);
    if (release === null) {
      socket.close(TRY_AGAIN_LATER, 'Too many streams and sockets are open');
      return null;
    }
    const expire = () => socket.close(CloseCode.Forbidden, 'The credentials have expired');
    const cancelExpiry = onExpiry(identity.expiresAt, expire);
    socket.on('close', () => {
      cancelExpiry();
      release();
    });
    return identity.viewer;
  };
