import { expect, test } from 'vitest';
import type { Provider } from '../../src/domain/ports/provider.ts';
import type { TaskStore } from '../../src/domain/ports/task-store.ts';
import { musicCallback } from '../support/bodies.ts';
import { collectGarbage } from '../support/collect-garbage.ts';
import { createSurroundings, createTestDomain } from '../support/domain.ts';
import { buySong } from '../support/purchased.ts';

/* What a callback holds while it waits for the disk is copied by each look of V8 through the newest objects. */

test('what was posted is let go of before it is stored', async () => {
  const held: WeakRef<object>[] = [];
  const disk = Promise.withResolvers<void>();
  let saves = 0;
  const wrapStore = (store: TaskStore): TaskStore => ({
    ...store,
    async save(...save) {
      if (held.length > 0) {
        saves += 1;
        await disk.promise;
      }
      return await store.save(...save);
    },
  });
  const surroundings = createSurroundings();
  const provider: Provider = {
    ...surroundings.provider,
    readCallback(task, body) {
      if (typeof body === 'object' && body !== null) held.push(new WeakRef(body));
      return surroundings.provider.readCallback(task, body);
    },
  };
  const world = createTestDomain({ surroundings, wrapStore, change: { provider } });
  const { id, upstreamTaskId } = await buySong(world);
  const post = () => {
    const body = Buffer.from(JSON.stringify(musicCallback(upstreamTaskId, 'first')));
    held.push(new WeakRef(body));
    return world.receiver.receive({ token: world.tokens.issue(id), headers: {}, body });
  };
  const answer = post();
  await expect.poll(() => saves).toBe(1);
  await collectGarbage();
  expect(held.map((reference) => reference.deref())).toEqual([undefined, undefined]);
  disk.resolve();
  expect(await answer).toEqual({ status: 200 });
});
