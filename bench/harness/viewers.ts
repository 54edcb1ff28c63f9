import { createHmac } from 'node:crypto';

const SECRET = 'bench-jwt-0123456789abcdef0123456789abcdef';
const DAY_S = 86_400;

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Has the gateway take tokens of many viewers, as one does in production that serves them directly. */
export const JWT_ENV = { AUTH: 'jwt', JWT_SECRET: SECRET, API_KEYS: '' };

/** What a viewer sends: a token (HS256) that is good for a day. */
export const tokenOf = (viewer: string): string => {
  const claims = { sub: viewer, exp: Math.floor(Date.now() / 1_000) + DAY_S };
  const signed = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64(claims)}`;
  return `Bearer ${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`;
};
