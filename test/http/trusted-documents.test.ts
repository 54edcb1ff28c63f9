import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ReadAccountDocument } from '../../examples/generated/graphql.ts';
import { trustedDocuments as file } from '../../src/config/trusted-documents.ts';
import { codesOf, type Result, startGateway } from '../support/gateway.ts';
import { openSocket } from '../support/socket.ts';

const QUERY = 'query Known { __typename }';
const NEWS = 'subscription News { tasksUpdated { task { version } } }';
const hashOf = (text: string, algorithm = 'sha256') => createHash(algorithm).update(text).digest('hex');
const http = {
  trustedDocuments: new Map([
    [hashOf(QUERY), QUERY],
    [hashOf(NEWS, 'sha1'), NEWS],
  ]),
};
const persisted = { persistedQuery: { version: 1, sha256Hash: hashOf(QUERY) } };

test('a trusted document runs, by any name that clients have for it', async () => {
  await using gateway = await startGateway({ http });
  const statusOf = async (body: object) => (await gateway.post(body)).status;
  expect(await statusOf({ documentId: hashOf(QUERY) })).toBe(200);
  expect(await statusOf({ documentId: `sha256:${hashOf(QUERY)}` })).toBe(200);
  expect(await statusOf({ extensions: persisted })).toBe(200);
  expect(await statusOf({ query: QUERY })).toBe(200);
  const search = new URLSearchParams({ extensions: JSON.stringify(persisted) });
  expect((await fetch(`${gateway.url}?${search}`)).status).toBe(200);
});

test('the file that codegen writes names them as its documents do', async () => {
  const trustedDocuments = file.parse('examples/generated/persisted-documents.json');
  await using gateway = await startGateway({ http: { trustedDocuments } });
  const hash = String(ReadAccountDocument.__meta__?.['hash']);
  expect(hash).toMatch(/^sha256:/);
  const sha256Hash = hash.slice('sha256:'.length);
  for (const params of [
    { documentId: hash },
    { documentId: sha256Hash },
    { extensions: { persistedQuery: { version: 1, sha256Hash } } },
  ]) {
    expect([params, (await gateway.post(params)).status]).toEqual([params, 200]);
  }
});

test('nothing else runs, on no transport', async () => {
  await using gateway = await startGateway({ http });
  for (const params of [
    { query: '{ __typename }' },
    { query: `${QUERY} ` },
    { query: '{ __schema { types { name } } }' },
    { documentId: hashOf('{ __typename }') },
    { query: '{ __typename }', documentId: hashOf('{ __typename }') },
    { documentId: '__proto__' },
    { extensions: { persistedQuery: { sha256Hash: 'constructor' } } },
  ]) {
    for (const accept of ['application/json', 'text/event-stream']) {
      const response = await gateway.post(params, { accept });
      expect([response.status, codesOf((await response.json()) as object)]).toEqual([403, ['DOCUMENT_NOT_TRUSTED']]);
    }
    const socket = await openSocket(gateway.socketUrl);
    await socket.init();
    socket.send({ type: 'subscribe', id: '1', payload: { query: '', ...params } });
    expect(await socket.next()).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }],
    });
    await socket.close();
  }
});

test('a socket runs them too', async () => {
  await using gateway = await startGateway({ http });
  const socket = await openSocket(gateway.socketUrl);
  await socket.init();
  socket.send({ type: 'subscribe', id: '1', payload: { query: '', extensions: { documentId: hashOf(NEWS, 'sha1') } } });
  socket.send({ type: 'subscribe', id: '2', payload: { query: QUERY } });
  expect(await socket.next()).toMatchObject({ id: '2', payload: { data: { __typename: 'Query' } } });
  expect(await socket.next()).toMatchObject({ id: '2', type: 'complete' });
  await gateway.buy();
  expect(await socket.next()).toMatchObject({ id: '1', type: 'next' });
  await socket.close();
});

test('where any document runs, clients that send a hash first are told to send the text', async () => {
  await using gateway = await startGateway();
  const response = await gateway.post({ extensions: persisted });
  const body = (await response.json()) as Result;
  expect([response.status, codesOf(body), body.errors?.[0]?.message]).toEqual([
    200,
    ['PERSISTED_QUERY_NOT_SUPPORTED'],
    'PersistedQueryNotSupported',
  ]);
  expect((await gateway.post({ query: QUERY, extensions: persisted })).status).toBe(200);
});
