import { GraphQLError } from 'graphql';
import { expect, it } from 'vitest';
import {
  BadCursorError,
  RefusedError,
  StoreUnavailableError,
  TaskNotFoundError,
  UpstreamUnavailableError,
} from '../../src/domain/tasks/errors.ts';
import { badUserInput, toGraphQLError } from '../../src/schema/errors.ts';
import { createTestGraph } from '../support/graph.ts';

it.each([
  [new StoreUnavailableError('database is locked'), 'STORE_UNAVAILABLE'],
  [new UpstreamUnavailableError('GET /credit: HTTP 502'), 'UPSTREAM_UNAVAILABLE'],
  [new BadCursorError('This cursor was not given by this gateway.'), 'BAD_USER_INPUT'],
  [new TaskNotFoundError(), 'NOT_FOUND'],
])('tells %s by its code', (error, code) => {
  expect(toGraphQLError(error)?.extensions).toEqual({ code });
});

it('says nothing of what goes on inside', () => {
  const told = toGraphQLError(new StoreUnavailableError('SQLITE_BUSY in /var/lib/stemgate.db'));
  expect(JSON.stringify(told)).not.toMatch(/SQLITE|stemgate\.db/);
  expect(toGraphQLError(new UpstreamUnavailableError('GET https://inside/'))?.message).not.toMatch(/inside/);
});

it.each([new TypeError('a bug'), new RefusedError([]), 'a string', undefined, null])(
  'leaves %s to be masked',
  (error) => {
    expect(toGraphQLError(error)).toBeNull();
    expect(toGraphQLError(new GraphQLError('x', { originalError: new TypeError('a bug') }))).toBeNull();
  },
);

it('keeps what was meant for the client as it is', () => {
  const meant = badUserInput('first must be 1 to 100.');
  expect(toGraphQLError(meant)).toBe(meant);
});

it('keeps place and path of what executors wrapped', async () => {
  const graph = createTestGraph({
    wrapStore: (store) => ({ ...store, list: () => Promise.reject(new StoreUnavailableError('locked')) }),
  });
  expect(await graph.tell('{ tasks { nodes { id } } }')).toEqual({ data: null, codes: ['STORE_UNAVAILABLE'] });

  const inner = new GraphQLError('locked', { path: ['tasks'], originalError: new StoreUnavailableError('locked') });
  const outer = new GraphQLError('locked', { path: ['tasks'], originalError: inner });
  expect(toGraphQLError(outer)?.toJSON()).toMatchObject({ path: ['tasks'], extensions: { code: 'STORE_UNAVAILABLE' } });
});

it('tells that the provider cannot be asked for the balance', async () => {
  const graph = createTestGraph();
  graph.provider.credits = () => Promise.reject(new UpstreamUnavailableError('no answer'));
  const answer = await graph.tell('{ credits { balance } quote(operation: SEPARATE_VOCALS) { credits } }');
  expect(answer).toEqual({ data: null, codes: ['UPSTREAM_UNAVAILABLE'] });
});
