import { describe, expect, it } from 'vitest';
import { HELP, readCommand, UsageError } from '../../scripts/tasks/command-line.ts';
import { createJournal } from '../../scripts/tasks/journal.ts';
import { asJson, listAsText, storyAsText } from '../../scripts/tasks/render.ts';
import type { TaskSelection } from '../../src/domain/ports/operator-store.ts';
import { createSqliteOperatorStore } from '../../src/store/sqlite/sqlite-operator-store.ts';
import { addVocalsInput, composed, musicCallback, separationCallback } from '../support/bodies.ts';
import { createTestDomain, type TestDomain } from '../support/domain.ts';
import { START } from '../support/manual-clock.ts';

const everything = { status: null, operation: null, viewer: null, createdAfter: null, limit: 50 };

const journalOf = ({ db }: TestDomain) => createJournal(createSqliteOperatorStore(db));

/** A music task with a story: never arrived once, told twice, mixed up, asked about, done. */
const eventful = async () => {
  const world = createTestDomain();
  world.provider.script('unreachable');
  const buying = world.buy({
    operation: 'ADD_VOCALS',
    input: {
      ...addVocalsInput,
      uploadUrl: 'https://media.example.com/i.mp3?X-Signature=secret',
      title: 'Night\u001b[31m',
    },
    idempotencyKey: 'key-1',
  });
  await world.clock.advance(1_000);
  const { task } = await buying;
  const { upstreamTaskId } = world.provider.billFor(task.id);
  await world.callback(task.id, musicCallback(upstreamTaskId, 'first'));
  await world.callback(task.id, musicCallback(upstreamTaskId, 'first'));
  await world.callback(task.id, separationCallback('f'.repeat(32)));
  world.reconciler.start();
  world.provider.tell(upstreamTaskId, composed);
  await world.callback(task.id, musicCallback(upstreamTaskId, 'complete'));
  await world.clock.settle();
  return { world, id: task.id, upstreamTaskId, journal: journalOf(world) };
};

describe('the command line', () => {
  it.each([
    ['', { kind: 'help' }],
    ['--help', { kind: 'help' }],
    ['show --help', { kind: 'help' }],
    ['list', { kind: 'list', selection: everything, json: false }],
    [
      'list --status failed,UNCONFIRMED --operation add_vocals --viewer alice --since 2h --limit 5 --json',
      {
        kind: 'list',
        selection: {
          status: ['FAILED', 'UNCONFIRMED'],
          operation: ['ADD_VOCALS'],
          viewer: 'alice',
          createdAfter: START - 7_200_000,
          limit: 5,
        },
        json: true,
      },
    ],
    ['show x', { kind: 'show', id: 'x', json: false }],
    ['reconcile x --json', { kind: 'reconcile', id: 'x', json: true }],
    ['unknown', { kind: 'unknown', json: false }],
    ['prune', { kind: 'prune', days: null, dryRun: false, json: false }],
    ['prune --days 30 --dry-run', { kind: 'prune', days: 30, dryRun: true, json: false }],
    ['erase --viewer key:alice', { kind: 'erase', viewer: 'key:alice', force: false, json: false }],
    ['erase --viewer a --force --json', { kind: 'erase', viewer: 'a', force: true, json: true }],
    ['backup /b/s.db', { kind: 'backup', file: '/b/s.db', json: false }],
    ['restored', { kind: 'restored', json: false }],
  ])('understands "%s"', (words, expected) => {
    expect(readCommand(words.split(' ').filter(Boolean), START)).toEqual(expected);
  });

  it.each([
    'list x',
    'show',
    'show x y',
    'show x --limit 5',
    'reconcile',
    'reconcile x --status FAILED',
    'delete x',
    'list --status DONE',
    'list --operation SING',
    'list --since yesterday',
    'list --limit 0',
    'list --limit many',
    'list --colour',
    'list --viewer',
    'list --days 3',
    'prune --days 0',
    'prune --viewer a',
    'prune x',
    'erase',
    'erase alice',
    'erase --viewer=',
    'backup',
    'backup a b',
    'restored now',
  ])('does not understand "%s"', (words) => {
    expect(() => readCommand(words.split(' '), START)).toThrow(UsageError);
  });

  it('is explained', () => expect(HELP).toMatch(/list \[filters\][\s\S]*show <id>[\s\S]*reconcile <id>/));
});

describe('the journal', () => {
  it('tells everything that was done about a task, in its order', async () => {
    const { world, id, journal } = await eventful();
    const story = await journal.show(id);
    if (story === null) throw new Error('it was not found');
    const text = storyAsText(story, world.clock.now());
    const lines = text
      .split('\n\n')[1]
      ?.split('\n')
      .map((line) =>
        line
          .split(/\s{2,}/)
          .slice(1)
          .join(' '),
      );
    expect(lines).toEqual([
      'v1 CREATED',
      'purchase not-sent connect ECONNREFUSED',
      'v2 SUBMITTED',
      'purchase accepted',
      'v3 FIRST_TRACK_READY',
      'v4 SUCCEEDED',
      'callback accepted progress',
      'callback duplicate progress',
      `callback quarantined ${'f'.repeat(32)}`,
      'callback accepted succeeded',
      'poll succeeded',
    ]);
    expect(text).toMatch(/charge +CHARGED\n/);
    expect(text).toMatch(/keys +key-1/);
    expect(text).toMatch(/results +2 tracks, stage COMPLETE/);
  });

  it("finds a task by the provider's id too, in upper or lower case", async () => {
    const { id, upstreamTaskId, journal } = await eventful();
    expect((await journal.show(upstreamTaskId.toLowerCase()))?.task.id).toBe(id);
    expect((await journal.show(upstreamTaskId.toUpperCase()))?.task.id).toBe(id);
    expect(await journal.show('nobody')).toBeNull();
  });

  it('shows no token, no signature of a URL, and nothing that steers a terminal', async () => {
    const { world, id, journal } = await eventful();
    const story = await journal.show(id);
    if (story === null) throw new Error('it was not found');
    for (const text of [storyAsText(story, START), asJson(story), listAsText(await journal.list(everything))]) {
      expect(text).not.toContain(world.tokens.issue(id));
      expect(text).not.toContain('secret');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
      expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    }
    expect(JSON.parse(asJson(story))).toMatchObject({ task: { id }, idempotencyKeys: ['key-1'] });
  });

  it('lists the tasks of all viewers, filtered, the newest first', async () => {
    const { world, id, journal } = await eventful();
    await world.clock.jump(60_000);
    const bobs = await world.buy({ viewer: 'bob' });
    const ids = async (selection: Partial<TaskSelection> = {}) =>
      (await journal.list({ ...everything, ...selection })).map(({ task }) => task.id);
    expect(await ids()).toEqual([bobs.task.id, id]);
    expect(await ids({ limit: 1 })).toEqual([bobs.task.id]);
    expect(await ids({ status: ['SUCCEEDED'] })).toEqual([id]);
    expect(await ids({ operation: ['SEPARATE_VOCALS'] })).toHaveLength(1);
    expect(await ids({ viewer: 'alice' })).toHaveLength(1);
    expect(await ids({ createdAfter: START + 30_000 })).toHaveLength(1);
    expect(listAsText([])).toBe('No tasks.');
    expect(listAsText(await journal.list(everything)).split('\n')).toHaveLength(3);
  });

  it('has the gateway ask at once', async () => {
    const world = createTestDomain();
    world.reconciler.start();
    const { task } = await world.buy();
    world.provider.tell(world.provider.billFor(task.id).upstreamTaskId, composed);
    await journalOf(world).checkNow(task.id, world.clock.now());
    await world.clock.advance(1_100);
    expect((await world.task(task.id)).status).toBe('SUCCEEDED');
  });
});
