import { codesOf, type TestGateway } from './gateway.ts';
import { openSocket } from './socket.ts';

/** How a gateway answers a query that comes with `token` as its `authorization`. */
export const statusFor = async (gateway: TestGateway, token?: string) => {
  const answer = await gateway.ask('{ __typename }', {}, token === undefined ? {} : { authorization: token });
  return { status: answer.status, codes: codesOf(answer), challenge: answer.headers.get('www-authenticate') };
};

/** The answers to good credentials, to wrong ones, and to none. */
export const welcome = { status: 200, codes: [], challenge: null };
export const invalid = { status: 401, codes: ['UNAUTHENTICATED'], challenge: 'Bearer error="invalid_token"' };
export const missing = { status: 401, codes: ['UNAUTHENTICATED'], challenge: 'Bearer' };

/** The code with which a socket is closed after its `connection_init`. */
export const closedAfterInit = async (gateway: TestGateway, payload?: object) => {
  const socket = await openSocket(gateway.socketUrl);
  socket.send({ type: 'connection_init', ...(payload ? { payload } : {}) });
  return await socket.closed;
};
