import { getIntrospectionQuery } from 'graphql';
import { serverAudits } from 'graphql-http';
import { afterAll, describe, expect, test } from 'vitest';
import { codesOf, startGateway } from '../support/gateway.ts';

describe('the GraphQL over HTTP specification', async () => {
  const gateway = await startGateway();
  for (const audit of serverAudits({ url: gateway.url })) {
    test(audit.name, async () => {
      const result = await audit.fn();
      if ('reason' in result) expect.fail(`${result.status}: ${result.reason}`);
      expect(result.status).toBe('ok');
    });
  }
  afterAll(() => gateway.server.drain(100));
});

describe('a malformed request is answered 400 with a GraphQL error', async () => {
  const gateway = await startGateway();
  const cases: Record<string, string | Uint8Array<ArrayBuffer>> = {
    nothing: '',
    'half an object': '{"query":',
    null: 'null',
    'a number': '1e999',
    'a string': '"{ __typename }"',
    'query of the wrong type': '{"query":{"a":1}}',
    'no query': '{"variables":{}}',
    'a query that is null': '{"query":null}',
    'variables that are a list': '{"query":"{__typename}","variables":[]}',
    'variables that are a text': '{"query":"{__typename}","variables":"{}"}',
    'an operationName that is a number': '{"query":"{__typename}","operationName":7}',
    'an unknown operationName': '{"query":"{__typename}","operationName":"Nope"}',
    'several operations and no name': '{"query":"query A{__typename} query B{__typename}"}',
    'extensions that are a number': '{"query":"{__typename}","extensions":1}',
    'no operation': '{"query":"fragment F on Query{__typename}"}',
    'invalid UTF-8': new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
    'a body nested ten thousand deep': '['.repeat(10_000),
  };
  for (const [name, body] of Object.entries(cases)) {
    test(name, async () => {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
        body,
      });
      expect(response.status).toBe(400);
      const result = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
      expect(result.errors[0]?.extensions.code).toMatch(/^(BAD_REQUEST|OPERATION_RESOLUTION_FAILURE)$/);
    });
  }
  afterAll(() => gateway.server.drain(100));
});

test('prototype keys are names like any other', async () => {
  await using gateway = await startGateway();
  const answer = await gateway.post('{"query":"{ __typename }","variables":{"__proto__":{"a":1},"constructor":2}}');
  expect([answer.status, await answer.json()]).toEqual([200, { data: { __typename: 'Query' } }]);
  const unknown = await gateway.post('{"__proto__":{"query":"{ __typename }"}}');
  expect(unknown.status).toBe(400);
});

test('several operations in one request are refused', async () => {
  await using gateway = await startGateway();
  const response = await gateway.post([{ query: '{ __typename }' }, { query: '{ __typename }' }]);
  expect([response.status, codesOf((await response.json()) as object)]).toEqual([400, ['BATCHING_NOT_SUPPORTED']]);
});

test('what the client accepts decides how it is answered, before anything runs', async () => {
  await using gateway = await startGateway();
  const typeFor = async (accept: string) => {
    const response = await gateway.post({ query: '{ __typename }' }, { accept });
    await response.text();
    return `${response.status} ${response.headers.get('content-type')?.split(';')[0]}`;
  };
  expect(await typeFor('*/*')).toBe('200 application/json');
  expect(await typeFor('application/json;q=0.5, application/graphql-response+json')).toBe(
    '200 application/graphql-response+json',
  );
  expect(await typeFor('text/event-stream')).toBe('200 text/event-stream');
  expect(await typeFor('text/plain')).toBe('406 application/json');

  const streamless = await gateway.ask('subscription { tasksUpdated { cursor } }', {}, { accept: 'application/json' });
  expect([streamless.status, codesOf(streamless)]).toEqual([406, ['NOT_ACCEPTABLE']]);
});

test('every answer bears the request id: the one that came, or one of ours', async () => {
  await using gateway = await startGateway();
  const ask = async (id: string) =>
    (await gateway.ask('{ __typename }', {}, { 'x-request-id': id })).headers.get('x-request-id');
  expect(await ask('trace-1.2:3')).toBe('trace-1.2:3');
  expect(await ask('a"b{}')).toMatch(/^[\da-f-]{36}$/);
  expect(await ask('a'.repeat(129))).toMatch(/^[\da-f-]{36}$/);
  expect(gateway.log().map(({ requestId }) => requestId)).toContain('trace-1.2:3');
});

describe('the introspection query of tools passes where introspection is on', async () => {
  const gateway = await startGateway();
  const options = {
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  };
  for (const [name, query] of Object.entries({
    'graphql-js': getIntrospectionQuery(),
    'graphql-js with everything': getIntrospectionQuery(options),
    'graphql-js, deeper types': getIntrospectionQuery({ ...options, typeDepth: 15 }),
  })) {
    test(name, async () => {
      const { data, errors } = await gateway.ask(query);
      expect(errors).toBeUndefined();
      expect(data?.['__schema']).toBeTruthy();
    });
  }
  afterAll(() => gateway.server.drain(100));
});

test('where introspection is off, it is refused, and errors suggest nothing', async () => {
  await using gateway = await startGateway({ http: { introspection: false } });
  expect(codesOf(await gateway.ask('{ __schema { types { name } } }'))).toEqual(['INTROSPECTION_DISABLED']);
  expect(codesOf(await gateway.ask('{ ...F } fragment F on Query { t: __type(name: "Task") { name } }'))).toEqual([
    'INTROSPECTION_DISABLED',
  ]);
  expect((await gateway.ask('{ credit { balance } }')).errors?.[0]?.message).not.toMatch(/mean/);
  expect((await gateway.ask('{ __typename }')).data).toEqual({ __typename: 'Query' });
  const wrong = await gateway.ask('query($s: [TaskStatus!]) { tasks(filter: {status: $s}) { nodes { id } } }', {
    s: ['FAILE'],
  });
  expect(wrong.errors?.[0]?.message).not.toMatch(/mean/);
});
