import { describe, expect, test } from 'vitest';
import { codesOf, startGateway, type TestGateway } from '../support/gateway.ts';
import { openSocket } from '../support/socket.ts';

const nested = (depth: number): string =>
  depth === 0 ? '__typename' : `separations { ... on MusicTask { tracks { ${nested(depth - 1)} } } __typename }`;

const aliases = (count: number, field = '__typename') =>
  Array.from({ length: count }, (_, i) => `a${i}: ${field}`).join(' ');

const buy = (alias: string, directive = '') =>
  `${alias}: separateVocals(input: {source: {audioUrl: "https://media.example.com/a.mp3"}}) ${directive} { reused }`;

const cases: [string, string, object, string][] = [
  [
    'fields nested too deep',
    '{ tasks { nodes { ... on MusicTask { tracks { separations { timeline { x { x { x { x { x { x { x { x } } } } } } } } } } } } } }',
    {},
    'TOO_DEEP',
  ],
  [
    'too deep through fragments',
    `{ node(id: "x") { ...A } } fragment A on Node { ...B } fragment B on Track { ${nested(1)} separations { id timeline { at a: at { b { c { d { e { f { g { h { i { j { k } } } } } } } } } } } } }`,
    {},
    'TOO_DEEP',
  ],
  ['too many aliases', `{ ${aliases(31, 'credits { balance }')} }`, {}, 'TOO_MANY_ALIASES'],
  ['too many aliases of __typename', `{ ${aliases(31)} }`, {}, 'TOO_MANY_ALIASES'],
  [
    'too many aliases, by fragments',
    `{ ${'...F '.repeat(4)} ${aliases(3)} } fragment F on Query { ${aliases(8)} }`,
    {},
    'TOO_MANY_ALIASES',
  ],
  [
    'fragments that double each time',
    `{ ...F0 } ${Array.from({ length: 40 }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`).join(' ')} fragment F40 on Query { a: __typename }`,
    {},
    'TOO_MANY_ALIASES',
  ],
  ['too many tokens', `{ ${'__typename '.repeat(2_000)} }`, {}, 'TOO_MANY_TOKENS'],
  ['a document that is too long', `{ __typename } # ${'x'.repeat(33_000)}`, {}, 'QUERY_TOO_LONG'],
  ['too many directives', `{ __typename ${'@skip(if: false) '.repeat(51)} }`, {}, 'TOO_MANY_DIRECTIVES'],
  ['a page that is too long', '{ tasks(first: 1000000) { nodes { id } } }', {}, 'TOO_EXPENSIVE'],
  [
    'pages that are too many',
    `{ ${aliases(20, 'tasks(first: 100) { nodes { id status version timeline { at type } } }')} }`,
    {},
    'TOO_EXPENSIVE',
  ],
  [
    'pages whose sizes are variables',
    `query($n: Int) { ${aliases(20, 'tasks(first: $n) { nodes { id status version timeline { at type } } }')} }`,
    { n: 1 },
    'TOO_EXPENSIVE',
  ],
  [
    'lists in lists in lists',
    '{ tasks(first: 100) { nodes { ... on MusicTask { tracks { separations { timeline { at type version } stems { kind url label } } } } } } }',
    {},
    'TOO_EXPENSIVE',
  ],
  [
    'a page that is a little too long',
    'query($n: Int) { tasks(first: $n) { nodes { id } } }',
    { n: 101 },
    'BAD_USER_INPUT',
  ],
  ['a list in the document', `{ nodes(ids: [${'"x",'.repeat(101)}]) { id } }`, {}, 'LIST_TOO_LONG'],
  [
    'a list in the variables',
    'query($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    { ids: Array.from({ length: 101 }, () => 'x') },
    'LIST_TOO_LONG',
  ],
  [
    'a list inside an input',
    'query($f: TaskFilter) { tasks(filter: $f) { nodes { id } } }',
    { f: { status: Array.from({ length: 101 }, () => 'FAILED') } },
    'LIST_TOO_LONG',
  ],
  [
    'an object with too many keys',
    'query($f: TaskFilter) { tasks(filter: $f) { nodes { id } } }',
    { f: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`k${i}`, 1])) },
    'TOO_MANY_KEYS',
  ],
  [
    'an object with almost too many keys',
    'query($f: TaskFilter) { tasks(filter: $f) { nodes { id } } }',
    { f: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}`, 1])) },
    'BAD_USER_INPUT',
  ],
  [
    'too many variables',
    '{ __typename }',
    Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`k${i}`, 1])),
    'TOO_MANY_KEYS',
  ],
  [
    'variables nested too deep',
    'query($f: TaskFilter) { tasks(filter: $f) { nodes { id } } }',
    { f: JSON.parse(`${'{"a":'.repeat(17)}1${'}'.repeat(17)}`) },
    'VARIABLES_TOO_DEEP',
  ],
  [
    'variables nested almost too deep',
    'query($f: TaskFilter) { tasks(filter: $f) { nodes { id } } }',
    { f: JSON.parse(`${'{"a":'.repeat(16)}1${'}'.repeat(16)}`) },
    'BAD_USER_INPUT',
  ],
  [
    'a list that exhausts the stack of a parser',
    `{ node(id: ${'['.repeat(15_000)}${']'.repeat(15_000)}) { id } }`,
    {},
    'TOO_DEEP',
  ],
  ['a selection that does so', `{ ${'a{'.repeat(15_000)}`, {}, 'TOO_DEEP'],
  ['a type that does so', `query($a: ${'['.repeat(15_000)}Int${']'.repeat(15_000)}) { __typename }`, {}, 'TOO_DEEP'],
  ['two purchases', `mutation { ${buy('a')} ${buy('b')} }`, {}, 'TOO_MANY_PURCHASES'],
  [
    'two purchases of different kinds',
    `mutation { ${buy('a')} addVocals(input: {}) { reused } }`,
    {},
    'TOO_MANY_PURCHASES',
  ],
  [
    'two purchases by fragments',
    `mutation { ...F ... on Mutation { ...G } } fragment F on Mutation { ${buy('a')} } fragment G on Mutation { ${buy('b')} }`,
    {},
    'TOO_MANY_PURCHASES',
  ],
  [
    'a purchase hidden behind @skip',
    `mutation($no: Boolean = false) { ${buy('a')} ${buy('b', '@skip(if: $no)')} }`,
    {},
    'TOO_MANY_PURCHASES',
  ],
  [
    'a purchase hidden behind @include',
    `mutation { ${buy('a')} ${buy('b', '@include(if: true)')} }`,
    {},
    'TOO_MANY_PURCHASES',
  ],
  [
    'a purchase hidden in an inline fragment with a directive',
    `mutation($no: Boolean = false) { ${buy('a')} ... @skip(if: $no) { ${buy('b')} } }`,
    {},
    'TOO_MANY_PURCHASES',
  ],
  [
    'introspection that goes round',
    `{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }`,
    {},
    'GRAPHQL_VALIDATION_FAILED',
  ],
];

const nothingBought = (gateway: TestGateway) => expect(gateway.domain.provider.ledger).toEqual([]);

describe('what is over a bound is refused, on every transport alike', () => {
  test.each(cases)('%s', async (_name, query, variables, code) => {
    await using gateway = await startGateway();
    expect(codesOf(await gateway.ask(query, variables))).toContain(code);
    const stream = await gateway.post({ query, variables }, { accept: 'text/event-stream' });
    expect(await stream.text()).toContain(`"code":"${code}"`);
    const socket = await openSocket(gateway.socketUrl);
    await socket.init();
    expect(JSON.stringify((await socket.run('1', query, variables)).payload)).toContain(`"code":"${code}"`);
    await socket.close();
    nothingBought(gateway);
  });
});

test('a list in the variables of a subscription is refused, on both of its transports', async () => {
  await using gateway = await startGateway();
  const query = 'subscription($f: TaskFilter) { tasksUpdated(filter: $f) { cursor } }';
  const variables = { f: { status: Array.from({ length: 101 }, () => 'FAILED') } };
  const refused = await gateway.post({ query, variables }, { accept: 'text/event-stream' });
  const socket = await openSocket(gateway.socketUrl);
  await socket.init();
  socket.subscribe('1', query, variables);
  // Were it accepted, it would only be silent.
  socket.subscribe('2', '{ __typename }');
  const told = await socket.next();
  expect(told).toMatchObject({ id: '1', payload: { errors: [{ extensions: { code: 'LIST_TOO_LONG' } }] } });
  await socket.close();
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain('"code":"LIST_TOO_LONG"');
});

test('a document that makes validation work hard is still answered promptly', async () => {
  await using gateway = await startGateway();
  const fields = Array.from(
    { length: 90 },
    (_, i) => `... on Query { tasks(first: 1) { nodes { ...F${i % 9} } } }`,
  ).join(' ');
  const fragments = Array.from(
    { length: 9 },
    (_, i) => `fragment F${i} on Task { id status version ... on MusicTask { tracks { id } } ...F${i + 1} }`,
  ).join(' ');
  const query = `{ ${fields} } ${fragments} fragment F9 on Task { id }`;
  const result = await gateway.ask(query);
  expect(result.status).toBe(200);
});

test('lyrics of the greatest length fit', async () => {
  await using gateway = await startGateway();
  const query = 'mutation($input: AddVocalsInput!) { addVocals(input: $input) { userErrors { code field } } }';
  const input = {
    uploadUrl: 'https://media.example.com/a.mp3',
    prompt: 'ü'.repeat(5_000),
    title: 'a',
    style: 'a',
    negativeTags: 'a',
  };
  expect(await gateway.ask(query, { input })).toMatchObject({ status: 200, data: { addVocals: { userErrors: [] } } });
});
