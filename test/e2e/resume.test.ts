import { expect, it } from 'vitest';
import { type TaskStateFragment, WatchTaskDocument, WatchTasksDocument } from '../../examples/generated/graphql.ts';
import { answersTo, buyVocals } from '../support/buying.ts';
import { eventually } from '../support/eventually.ts';
import type { Transport } from '../support/graph-client.ts';
import { openScene, type Scene } from '../support/scene.ts';

const STOPPED = { clock: { stopped: true } };

const breakOff = async ({ proxy }: Scene): Promise<void> => proxy.cutOff();
const restart = async (scene: Scene): Promise<void> => {
  await scene.gateway().stop();
  await scene.restart();
};
const kill = async (scene: Scene): Promise<void> => {
  await scene.kill();
  await scene.restart();
};

/** What comes between a client and its gateway. */
const cases = [
  { what: 'the connection breaks', over: 'socket', interrupt: breakOff },
  { what: 'the connection breaks', over: 'sse', interrupt: breakOff },
  { what: 'the gateway is restarted', over: 'sse', interrupt: restart },
  { what: 'the gateway is killed and started', over: 'socket', interrupt: kill },
] as const;

const versionsOf = (states: readonly TaskStateFragment[]): number[] => states.map(({ version }) => version);

it.concurrent.each(cases)(
  'taskUpdated goes on after the version last seen: $what, over $over',
  async ({ over, interrupt }) => {
    await using scene = await openScene({ mock: STOPPED });
    const { kie } = scene;
    const { id, upstreamTaskId } = await buyVocals(scene.client(), kie);
    const first = scene.client().watch(WatchTaskDocument, { id }, over);
    await first.until(({ taskUpdated }) => taskUpdated.version === 2);
    await kie.clock.step(2);
    await first.until(({ taskUpdated }) => taskUpdated.version === 3);

    await interrupt(scene);
    await expect(first.end()).rejects.toBeDefined();
    // Something happens while nobody watches.
    await kie.clock.step(2);
    await eventually(() => expect(answersTo(kie, upstreamTaskId)).toEqual({ 200: 2 }));

    const second = scene.client().watch(WatchTaskDocument, { id, afterVersion: 3 }, over);
    const missed = await second.until(() => true);
    expect(missed.taskUpdated).toMatchObject({ status: 'PROCESSING', stage: 'FIRST_TRACK' });
    await kie.clock.step(2);
    const seen = [...first.messages, ...(await second.end())].map(({ taskUpdated }) => taskUpdated);
    const versions = versionsOf(seen);
    expect(versions, 'nothing comes twice, or goes back').toEqual([...new Set(versions)].toSorted((a, b) => a - b));
    const last = seen.at(-1);
    expect(last).toMatchObject({ status: 'SUCCEEDED', stage: 'COMPLETE' });

    // After the end there is nothing more to be told.
    const end = last?.version ?? 0;
    expect(await scene.client().watch(WatchTaskDocument, { id, afterVersion: end }, over).end()).toEqual([]);
    const late = await scene.client().watch(WatchTaskDocument, { id }, over).end();
    expect(versionsOf(late.map(({ taskUpdated }) => taskUpdated))).toEqual([end]);
  },
);

/** Watches from a cursor until all of these tasks have ended, or as far as `enough` says. */
const watchFrom = async (scene: Scene, after: string, over: Transport, enough: (seen: Seen[]) => boolean) => {
  const news = scene.client().watch(WatchTasksDocument, { after }, over);
  const read = (): Seen[] => news.messages.map(({ tasksUpdated: { cursor, task } }) => ({ cursor, task }));
  await news.until(() => enough(read()));
  return { news, read };
};
interface Seen {
  readonly cursor: string;
  readonly task: TaskStateFragment;
}

it.concurrent.each(cases)(
  'tasksUpdated goes on after the cursor last seen: $what, over $over',
  async ({ over, interrupt }) => {
    await using scene = await openScene({ mock: STOPPED });
    const { kie } = scene;
    const client = scene.client();
    const ids = new Set<string>();
    for (const title of ['one', 'two', 'three']) ids.add((await buyVocals(client, kie, { title })).id);

    const before = await watchFrom(scene, '0', over, (seen) => new Set(seen.map(({ task }) => task.id)).size === 3);
    const { cursor } = before.read().at(-1) ?? expect.fail('nothing was told');
    await interrupt(scene);
    await expect(before.news.end()).rejects.toBeDefined();

    // While nobody watches: two tasks get on, and a fourth is bought.
    await kie.clock.step(4);
    ids.add((await buyVocals(scene.client(), kie, { title: 'four' })).id);

    const isDone = (seen: Seen[]) => seen.filter(({ task }) => task.status === 'SUCCEEDED').length === 4;
    const watching = watchFrom(scene, cursor, over, isDone);
    await kie.clock.jump(10_000);
    const after = (await watching).read();

    const cursors = [...before.read(), ...after].map((seen) => seen.cursor);
    expect(new Set(cursors).size, 'nothing comes twice').toBe(cursors.length);
    const numbers = cursors.map((text) => Number.parseInt(text, 10));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    for (const id of ids) {
      const states = [...before.read(), ...after].flatMap(({ task }) => (task.id === id ? task : []));
      const versions = versionsOf(states);
      expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
      expect(states.at(-1)).toMatchObject({ status: 'SUCCEEDED', stage: 'COMPLETE' });
    }
  },
);
