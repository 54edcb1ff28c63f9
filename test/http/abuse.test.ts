import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorization, expectUnharmed, startGatewayForAbuse } from '../support/abuse.ts';
import { codesOf, type Result, type TestGateway } from '../support/gateway.ts';

/*
 * Hostile documents and variables, each with the answer that it must get, all against one gateway. After each, the
 * gateway is alive, answers a plain query, and has bought nothing.
 */

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGatewayForAbuse();
});

afterAll(() => gateway.server.drain(200));

const unharmed = (): Promise<void> => expectUnharmed(gateway);

const repeat = (text: string, count: number): string => text.repeat(count);

const each = (count: number, text: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');

const SPLIT = 'separateVocals(input: {source: {audioUrl: "https://media.example.com/a.mp3"}}) { reused }';

const NOWHERE = 'task_00000000-0000-4000-8000-000000000000';

describe('operations', () => {
  const PARSE = 'GRAPHQL_PARSE_FAILED';
  const INVALID = 'GRAPHQL_VALIDATION_FAILED';
  const cases: [string, string, string][] = [
    ['blank', '   ', PARSE],
    ['a comment', '# nothing', PARSE],
    ['an open brace', '{', PARSE],
    ['a thousand open braces', repeat('{', 1_000), 'TOO_DEEP'],
    ['four hundred open braces', repeat('{', 400), PARSE],
    ['nested six hundred deep', `${repeat('{a', 600)}${repeat('}', 600)}`, 'TOO_DEEP'],
    ['a list nested a thousand deep', `{ nodes(ids: ${repeat('[', 900)}${repeat(']', 900)}) { id } }`, 'TOO_DEEP'],
    ['a list nested four hundred deep', `{ nodes(ids: ${repeat('[', 400)}${repeat(']', 400)}) { id } }`, INVALID],
    ['a list that the parser would run out of stack for', `{ node(id: ${repeat('[', 15_000)}) { id } }`, 'TOO_DEEP'],
    ['a type nested fifteen thousand deep', `query($a: ${repeat('[', 15_000)}) { __typename }`, 'TOO_DEEP'],
    ['an object nested deep', `{ node(id: ${repeat('{a:', 400)}1${repeat('}', 400)}) { id } }`, INVALID],
    ['a NUL', '{ \u0000 }', PARSE],
    ['a lone surrogate', '{ node(id: "\ud800") { id } }', PARSE],
    ['an unfinished string', '{ node(id: "x) { id } }', PARSE],
    ['an unfinished block string', '{ node(id: """x) { id } }', PARSE],
    ['a number with a leading zero', '{ tasks(first: 01) { nodes { id } } }', PARSE],
    ['a number beyond all bounds', `{ tasks(first: ${repeat('9', 400)}) { nodes { id } } }`, 'TOO_EXPENSIVE'],
    ['a negative page', '{ tasks(first: -1) { nodes { id } } }', 'BAD_USER_INPUT'],
    ['an empty page', '{ tasks(first: 0) { nodes { id } } }', 'BAD_USER_INPUT'],
    ['a float as a page', '{ tasks(first: 1.5) { nodes { id } } }', INVALID],
    ['a subscription by POST for JSON', 'subscription { tasksUpdated { cursor } }', 'NOT_ACCEPTABLE'],
    ['a fragment that spreads itself', '{ ...F } fragment F on Query { ...F }', INVALID],
    ['fragments in a ring', `{ ...F0 } ${each(50, (i) => `fragment F${i} on Query { ...F${(i + 1) % 50} }`)}`, INVALID],
    [
      'fragments that double',
      `{ ...F0 } ${each(60, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F60 on Query { credits { balance } }`,
      'TOO_EXPENSIVE',
    ],
    ['the same field a thousand times', `{ ${repeat('__typename ', 1_000)} }`, INVALID],
    ['a field twice with other arguments', '{ node(id: "a") { id } node(id: "b") { id } }', INVALID],
    ['aliases', `{ ${each(200, (i) => `a${i}: credits { balance }`)} }`, 'TOO_MANY_ALIASES'],
    ['aliases of __typename', `{ ${each(200, (i) => `a${i}: __typename`)} }`, 'TOO_MANY_ALIASES'],
    [
      'aliases in a mutation',
      `mutation { ${each(40, (i) => `a${i}: refreshTask(id: "x") { reused }`)} }`,
      'TOO_MANY_ALIASES',
    ],
    ['directives on a field', `{ __typename ${repeat('@skip(if: true) ', 100)} }`, 'TOO_MANY_DIRECTIVES'],
    ['a directive that is not there', '{ __typename @nothing }', INVALID],
    ['@defer, which we do not have', '{ ... @defer { __typename } }', INVALID],
    ['@stream, which we do not have', '{ tasks { nodes @stream { id } } }', INVALID],
    ['two purchases', `mutation { a: ${SPLIT} b: ${SPLIT} }`, 'TOO_MANY_PURCHASES'],
    ['the same purchase twice without aliases', `mutation { ${SPLIT} ${SPLIT} }`, 'TOO_MANY_PURCHASES'],
    ['a hundred purchases', `mutation { ${each(25, (i) => `a${i}: ${SPLIT}`)} }`, 'TOO_MANY_PURCHASES'],
    ['a purchase as a query', `query { ${SPLIT} }`, INVALID],
    [
      'a purchase inside a purchase',
      `mutation { ...F } fragment F on Mutation { ${SPLIT} ... { x: ${SPLIT} } }`,
      'TOO_MANY_PURCHASES',
    ],
    [
      'two operations of which none is named',
      `query A { __typename } mutation B { ${SPLIT} }`,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['the definition of a type', 'type Query { a: Int }', 'OPERATION_RESOLUTION_FAILURE'],
    ['an extension of the schema', 'extend type Query { a: Int } query { __typename }', INVALID],
    ['a name of Object.prototype as a field', '{ constructor }', INVALID],
    ['another one', '{ __proto__ }', INVALID],
    ['an enum value of Object.prototype', '{ quote(operation: toString) { credits } }', INVALID],
    ['a name of Object.prototype as a type', '{ node(id: "x") { ... on constructor { id } } }', INVALID],
    ['a variable of a type of Object.prototype', 'query($a: toString) { __typename }', INVALID],
    ['ten thousand tokens', `{ ${repeat('a ', 10_000)} }`, 'TOO_MANY_TOKENS'],
    ['a very long name', `{ ${repeat('a', 30_000)} }`, INVALID],
    ['a very long comment', `{ __typename } #${repeat('x', 60_000)}`, 'QUERY_TOO_LONG'],
    [
      'introspection in a ring',
      '{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }',
      INVALID,
    ],
    [
      "a task of somebody else's, or of nobody",
      `subscription { taskUpdated(id: "${NOWHERE}") { id } }`,
      'NOT_ACCEPTABLE',
    ],
    ['an id that is no id', '{ task(id: "\' OR 1=1 --") { id } }', 'NONE'],
    ['an id that is very long', `{ task(id: "${repeat('x', 20_000)}") { id } }`, 'NONE'],
    ['a cursor that is none', '{ tasks(after: "../../etc/passwd") { nodes { id } } }', 'BAD_USER_INPUT'],
  ];
  test.each(cases)('%s', async (_name, query, code) => {
    const answer = await gateway.ask(query, {}, { authorization, accept: 'application/json' });
    if (code === 'NONE') expect(answer.errors).toBeUndefined();
    else expect(codesOf(answer)).toContain(code);
    expect(answer.errors?.length ?? 0).toBeLessThanOrEqual(5);
    expect(answer.status).toBeLessThan(500);
    await unharmed();
  });
});

describe('variables', () => {
  const NODES = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  const SPLIT_BY = 'mutation($i: SeparateVocalsInput!) { separateVocals(input: $i) { userErrors { code } } }';
  const PAGE = 'query($n: Int, $after: String) { tasks(first: $n, after: $after) { nodes { id } } }';
  const source = (audioUrl: unknown) => ({ i: { source: { audioUrl } } });
  const cases: [string, string, unknown, string][] = [
    ['a text', '{ __typename }', 'text', 'BAD_REQUEST'],
    ['a list', '{ __typename }', [], 'BAD_REQUEST'],
    ['missing ones', NODES, {}, 'BAD_USER_INPUT'],
    ['null for a list', NODES, { ids: null }, 'BAD_USER_INPUT'],
    ['an object for a list', NODES, { ids: { length: 3 } }, 'BAD_USER_INPUT'],
    ['ten thousand ids', NODES, { ids: Array.from({ length: 10_000 }, () => 'a') }, 'LIST_TOO_LONG'],
    ['lists in lists', NODES, { ids: JSON.parse(`${repeat('[', 200)}${repeat(']', 200)}`) }, 'VARIABLES_TOO_DEEP'],
    ['a huge number', PAGE, { n: 1e300 }, 'BAD_USER_INPUT'],
    ['a number beyond Int', PAGE, { n: 2 ** 31 }, 'BAD_USER_INPUT'],
    ['a text for a number', PAGE, { n: '20' }, 'BAD_USER_INPUT'],
    ['true for a number', PAGE, { n: true }, 'BAD_USER_INPUT'],
    ['an object for a text', PAGE, { n: 1, after: { toString: 'x' } }, 'BAD_USER_INPUT'],
    [
      'a field that is not there',
      SPLIT_BY,
      { i: { source: { audioUrl: 'https://a.example.com' }, admin: true } },
      'BAD_USER_INPUT',
    ],
    [
      'two sources',
      SPLIT_BY,
      { i: { source: { audioUrl: 'https://a.example.com', track: { taskId: 'a', audioId: 'b' } } } },
      'BAD_USER_INPUT',
    ],
    ['no source', SPLIT_BY, { i: { source: {} } }, 'BAD_USER_INPUT'],
    ['a number as an address', SPLIT_BY, source(7), 'BAD_USER_INPUT'],
    [
      'a prototype',
      SPLIT_BY,
      JSON.parse('{"i":{"__proto__":{"source":{"audioUrl":"https://a.example.com/a.mp3"}}}}'),
      'BAD_USER_INPUT',
    ],
  ];
  test.each(cases)('%s', async (_name, query, variables, code) => {
    const response = await gateway.post({ query, variables }, { authorization });
    const result = (await response.json()) as Result;
    expect(codesOf(result)).toContain(code);
    expect(response.status).toBeLessThan(500);
    await unharmed();
  });

  test.each([
    ['a file', 'file:///etc/passwd'],
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:audio/mp3;base64,AAAA'],
    ['this machine', 'http://127.0.0.1:4000/metrics'],
    ['this machine by name', 'http://localhost/'],
    ['this machine in IPv6', 'http://[::1]/'],
    ['this machine in another spelling', 'http://2130706433/'],
    ['a cloud that tells secrets', 'http://169.254.169.254/latest/meta-data/'],
    ['a private network', 'https://10.0.0.1/a.mp3'],
    ['credentials', 'https://user:secret@media.example.com/a.mp3'],
  ])('an address of %s', async (_name, audioUrl) => {
    const { data, errors } = await gateway.ask<{ separateVocals: { userErrors: object[] } }>(
      SPLIT_BY,
      source(audioUrl),
      { authorization },
    );
    if (errors) expect(codesOf({ errors })).toEqual(['BAD_USER_INPUT']);
    else expect(data?.separateVocals.userErrors).toMatchObject([{ code: 'INVALID_INPUT' }]);
    await unharmed();
  });
});
