import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UsedUploads } from '../../src/domain/ports/used-uploads.ts';
import { START } from '../support/manual-clock.ts';
import { HOUR, type StoreFixture } from '../support/store-fixture.ts';

/** How every store knows the upload URLs that were used; run it on each. */
export const describeUsedUploads = (name: string, makeFixture: () => Promise<StoreFixture>): void => {
  describe(`${name}: upload URLs`, () => {
    let fixture: StoreFixture;
    let used: UsedUploads;
    const until = START + HOUR / 4;

    beforeEach(async () => {
      fixture = await makeFixture();
      used = fixture.store.usedUploads;
    });
    afterEach(() => fixture.dispose());

    it('are used once, also by another node', async () => {
      const other = fixture.another().usedUploads;
      const asked = Array.from({ length: 10 }, (_, count) => (count % 2 === 0 ? used : other).use('a', START, until));
      expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
      expect(await other.use('b', START, until)).toBe(true);
      expect(await used.use('b', START, until)).toBe(false);
    });

    it('can be used again where nothing was stored', async () => {
      await used.use('a', START, until);
      await used.free('a');
      await used.free('unknown');
      expect(await used.use('a', START, until)).toBe(true);
      expect(await used.use('a', START, until)).toBe(false);
    });

    it('are remembered for an hour longer than they are valid, and then forgotten', async () => {
      await used.use('a', START, until);
      expect(await used.use('b', until + HOUR - 1, until)).toBe(true);
      expect(await used.use('a', until + HOUR - 1, until)).toBe(false);
      expect(await used.use('c', until + HOUR, until + HOUR)).toBe(true);
      expect(await used.use('a', until + HOUR, until)).toBe(true);
    });
  });
};
