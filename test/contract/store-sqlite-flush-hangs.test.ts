import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../src/domain/tasks/errors.ts';
import { openDatabase } from '../../src/store/sqlite/open.ts';
import { heldFlushes, note, readsAbout, stateOf, statesOf, storeWith, wish } from '../support/flushes.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { scratchFolder } from '../support/scene.ts';

describe('a flush that hangs', () => {
  it('is waited for by reads for three seconds, each by itself; other reads go on', async () => {
    await using folder = await scratchFolder();
    const clock = createManualClock();
    const { run, flush } = heldFlushes();
    const store = storeWith(openDatabase(join(folder.path, 'tasks.db')), run, clock);
    const saved = store.create(wish('saved', 'bob'));
    (await flush(1)).resolve();
    await saved;
    const creating = store.create(wish('one'));
    const second = await flush(2);

    const early = readsAbout(store, 'one', 'alice');
    await clock.advance(1_000);
    const later = store.get('one');
    await clock.advance(1_990);
    expect(await statesOf({ ...early, later })).toEqual(new Set(['waiting']));
    await clock.advance(20);
    expect(await statesOf(early)).toEqual(new Set(['refused']));
    for (const read of Object.values(early)) {
      await expect(read).rejects.toThrow(StoreUnavailableError);
      await expect(read).rejects.toThrow('its disk has not flushed within 3000 ms');
    }
    expect(await stateOf(later)).toBe('waiting');
    expect(await store.get('saved')).toMatchObject({ id: 'saved' });

    // It was slow, and has not failed: all goes on.
    second.resolve();
    expect((await creating).kind).toBe('created');
    expect(await later).toMatchObject({ id: 'one' });
    expect(await store.get('one')).toMatchObject({ id: 'one' });
    await store.close();
  });
});

describe('writes behind a flush that hangs', () => {
  it('are refused unwritten after two seconds, each by itself; those that are being flushed wait', async () => {
    await using folder = await scratchFolder();
    const clock = createManualClock();
    const { begun, run, flush } = heldFlushes();
    const store = storeWith(openDatabase(join(folder.path, 'tasks.db')), run, clock);
    const flushed = store.create(wish('flushed'));
    const first = await flush(1);
    await clock.advance(1_000);
    const early = ['one', 'two'].map((id) => store.create(wish(id)));
    await clock.advance(1_500);
    const later = store.create(wish('later'));
    await clock.advance(480);
    expect(await stateOf(Promise.race(early))).toBe('waiting');
    await clock.advance(40);
    for (const refused of early) {
      await expect(refused).rejects.toThrow(StoreUnavailableError);
      await expect(refused).rejects.toThrow('its disk has not flushed yet what was written before');
    }
    expect(await stateOf(Promise.race([flushed, later]))).toBe('waiting');

    first.resolve();
    expect((await flushed).kind).toBe('created');
    (await flush(2)).resolve();
    expect((await later).kind).toBe('created');
    expect(await store.getMany(['one', 'two'])).toEqual([null, null]);
    expect(begun).toHaveLength(2);
    await store.close();
  });

  it('wait on while each flush ends in time', async () => {
    await using folder = await scratchFolder();
    const clock = createManualClock();
    const { run, flush } = heldFlushes();
    const store = storeWith(openDatabase(join(folder.path, 'tasks.db')), run, clock);
    const waiting = Array.from({ length: 1_200 }, () => store.addNote('none', note));
    for (let count = 1; count <= 3; count += 1) {
      const current = await flush(count);
      await clock.advance(1_900);
      current.resolve();
    }
    await Promise.all(waiting);
    await store.close();
  });
});
