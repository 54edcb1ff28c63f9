import { expect, test } from 'vitest';
import { apiKeys } from '../../src/config/api-keys.ts';
import { ORIGIN, startGateway, type TestGateway } from '../support/gateway.ts';
import { readMidiFile } from '../support/midi-reader.ts';

const NOTES = [{ pitch: 60, start: 0, end: 1, velocity: 1 }];
const auth = { kind: 'api-key', keys: apiKeys.parse(`alice:${'a'.repeat(32)},bob:${'b'.repeat(32)}`) } as const;

/** A task of the viewer's with one note. */
const withNotes = async ({ domain }: TestGateway, viewer: string): Promise<string> => {
  const { task } = await domain.buy({ viewer, operation: 'GENERATE_MIDI', input: { source: { taskId: 'split' } } });
  const output = { kind: 'midi', instruments: [{ name: 'Piano', noteCount: 1, notes: NOTES }] } as const;
  domain.provider.tell(task.upstreamTaskId ?? '', { state: 'succeeded', at: null, output });
  await domain.tasks.refresh(viewer, task.id);
  return task.id;
};

test('the notes of a task are a file for its viewer', async () => {
  await using gateway = await startGateway();
  const id = await withNotes(gateway, 'anonymous');
  const response = await fetch(`${gateway.origin}/midi/${id}.mid`, { headers: { origin: ORIGIN } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('audio/midi');
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${id}.mid"`);
  expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  const [piano] = readMidiFile(Buffer.from(await response.arrayBuffer()));
  expect(piano?.notes).toEqual([{ pitch: 60, start: 0, end: 1, velocity: 127, channel: 0 }]);
});

test('nobody else gets them', async () => {
  await using gateway = await startGateway();
  const theirs = await withNotes(gateway, 'key:bob');
  const noNotes = (await gateway.buy()).id;
  const get = (name: string, init?: RequestInit) => fetch(`${gateway.origin}/midi/${name}`, init);
  for (const name of [`${theirs}.mid`, `${noNotes}.mid`, theirs, 'x.mid', '', '..%2Fgraphql']) {
    expect((await get(name)).status, name).toBe(404);
  }
  expect((await get(`${theirs}.mid`, { method: 'POST' })).status).toBe(405);
  const preflight = await get(`${theirs}.mid`, { method: 'OPTIONS', headers: { origin: ORIGIN } });
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, ORIGIN]);
});

test('credentials are wanted as for the task', async () => {
  await using gateway = await startGateway({ auth });
  const id = await withNotes(gateway, 'key:alice');
  const get = (key?: string) =>
    fetch(`${gateway.origin}/midi/${id}.mid`, { headers: key === undefined ? {} : { authorization: `Bearer ${key}` } });
  expect([(await get()).status, (await get('wrong')).status, (await get('b'.repeat(32))).status]).toEqual([
    401, 401, 404,
  ]);
  expect((await get()).headers.get('www-authenticate')).toBe('Bearer');
  expect((await get('a'.repeat(32))).status).toBe(200);
});
