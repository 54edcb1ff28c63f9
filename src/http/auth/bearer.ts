import { UnauthenticatedError } from './errors.ts';

const BEARER = /^Bearer +(\S+) *$/i;

/** The credentials in `Bearer …`. @throws UnauthenticatedError */
export const readBearer = (authorization: string | null): string => {
  if (authorization === null || authorization.trim() === '') throw new UnauthenticatedError('missing');
  const credentials = BEARER.exec(authorization)?.[1];
  if (credentials === undefined) throw new UnauthenticatedError('invalid');
  return credentials;
};
