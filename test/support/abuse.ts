import { expect } from 'vitest';
import { apiKeys } from '../../src/config/api-keys.ts';
import { startGateway, type TestGateway } from './gateway.ts';

export const key = 'canary-api-key-0123456789';

/** The credentials of the gateway's only viewer. */
export const authorization = `Bearer ${key}`;

/** A gateway for hostile inputs: it gives up slow requests early. */
export const startGatewayForAbuse = (): Promise<TestGateway> =>
  startGateway({
    auth: { kind: 'api-key', keys: apiKeys.parse(`alice:${key}`) },
    http: { timeouts: { headersMs: 300, requestMs: 600 } },
  });

/** Expects that the gateway answers a plain query, has bought nothing, and has logged no error. */
export const expectUnharmed = async (gateway: TestGateway): Promise<void> => {
  const answer = await gateway.ask('{ __typename }', {}, { authorization });
  expect([answer.status, answer.data]).toEqual([200, { __typename: 'Query' }]);
  expect(gateway.domain.provider.attempts).toEqual([]);
  expect(gateway.log().filter(({ level }) => level === 'error')).toEqual([]);
};
