import { describe, expect, it } from 'vitest';
import type { PurchaseRateLimiter, PurchaseTurn } from '../../src/domain/ports/purchase-rate-limiter.ts';
import { RefusedError } from '../../src/domain/tasks/errors.ts';

/** The limiter under test, as two nodes see it. An adapter within one process gives the same object twice. */
export interface RateLimiterHarness {
  readonly here: PurchaseRateLimiter;
  readonly there: PurchaseRateLimiter;
  /** Lets time pass, and everything happen that is due by then. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** The rate of most tests, in milliseconds. */
const WINDOW_MS = 2_000;

/** Every adapter of PurchaseRateLimiter passes this suite. No moment is taken for exact: there is a tenth to spare. */
export const describePurchaseRateLimiter = (
  name: string,
  open: (rate: { readonly limit: number; readonly windowMs: number }) => Promise<RateLimiterHarness>,
): void => {
  const begin = async (limit: number, windowMs = WINDOW_MS) => {
    const harness = await open({ limit, windowMs });
    /** Labels of the purchases that have their turn, in order; with the code of those that were refused. */
    const passed: string[] = [];
    const turns = new Map<string, PurchaseTurn>();
    const ask = (label: string, limiter = harness.here): void => {
      const [viewer = ''] = label.split(' ');
      limiter.acquire({ viewer }).then(
        (turn) => {
          passed.push(label);
          turns.set(label, turn);
        },
        (error: unknown) => passed.push(`${label} ${error instanceof RefusedError ? error.refusals[0]?.code : error}`),
      );
    };
    /** Asks for a turn that is released as soon as it is there. */
    const buy = async (label: string, limiter = harness.here): Promise<void> => {
      const [viewer = ''] = label.split(' ');
      const turn = await limiter.acquire({ viewer });
      passed.push(label);
      await turn.release();
    };
    return { ...harness, ask, buy, passed, turn: (label: string) => turns.get(label) };
  };

  const opened = async (limit: number, use: (world: Awaited<ReturnType<typeof begin>>) => Promise<void>) => {
    const world = await begin(limit);
    try {
      await use(world);
    } finally {
      await world.close();
    }
  };

  describe(`${name} as a rate limiter`, () => {
    it('lets as many pass at once as the rate allows, and the next one when the window is over', () =>
      opened(2, async ({ ask, turn, passed, advance }) => {
        for (const label of ['alice 1', 'alice 2', 'alice 3']) ask(label);
        await advance(0);
        expect(passed).toEqual(['alice 1', 'alice 2']);
        await turn('alice 1')?.release();
        await turn('alice 2')?.release();
        await advance(WINDOW_MS * 0.9);
        expect(passed).toHaveLength(2);
        await advance(WINDOW_MS * 0.2);
        expect(passed).toEqual(['alice 1', 'alice 2', 'alice 3']);
      }));

    it('counts a turn from its release, and for as long as it is not released', () =>
      opened(1, async ({ ask, turn, passed, advance }) => {
        ask('alice 1');
        ask('alice 2');
        await advance(WINDOW_MS * 1.5);
        expect(passed).toEqual(['alice 1']);
        await turn('alice 1')?.release();
        await advance(WINDOW_MS * 0.9);
        expect(passed).toEqual(['alice 1']);
        await advance(WINDOW_MS * 0.2);
        expect(passed).toEqual(['alice 1', 'alice 2']);
      }));

    it('does not count a turn that was cancelled: the next purchase has it at once', () =>
      opened(1, async ({ ask, turn, passed, advance }) => {
        ask('alice 1');
        ask('alice 2');
        await advance(0);
        await turn('alice 1')?.cancel();
        await advance(WINDOW_MS * 0.1);
        expect(passed).toEqual(['alice 1', 'alice 2']);
      }));

    it('counts the purchases of all nodes together', () =>
      opened(2, async ({ ask, passed, advance, here, there }) => {
        ask('alice 1', here);
        await advance(0);
        ask('bob 1', there);
        await advance(0);
        ask('alice 2', here);
        ask('bob 2', there);
        await advance(WINDOW_MS * 0.5);
        expect(passed).toEqual(['alice 1', 'bob 1']);
      }));

    it('gives turns by viewer, and within a viewer in the order in which they came', () =>
      opened(1, async ({ ask, turn, passed, advance }) => {
        for (const label of ['alice 1', 'alice 2', 'alice 3', 'alice 4']) ask(label);
        await advance(0);
        ask('bob 1');
        ask('bob 2');
        ask('carol 1');
        await advance(0);
        // Nothing is sent, so that the order shows without waiting for windows.
        for (let index = 0; index < 7; index += 1) {
          await turn(passed.at(-1) ?? '')?.cancel();
          await advance(WINDOW_MS * 0.01);
        }
        expect(passed).toEqual(['alice 1', 'alice 2', 'bob 1', 'carol 1', 'alice 3', 'bob 2', 'alice 4']);
      }));

    it('refuses at once what could not have its turn in time, and says when to come back', () =>
      opened(1, async ({ ask, here, passed, advance }) => {
        ask('alice 1');
        await advance(0);
        const fits = Math.floor(here.maxWaitMs / WINDOW_MS);
        for (let index = 0; index < fits; index += 1) ask(`alice ${index + 2}`);
        await advance(0);
        expect(await here.admit({ viewer: 'alice' })).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
        expect(await here.admit({ viewer: 'bob' })).toBeNull();
        const refused = here.acquire({ viewer: 'alice' });
        await expect(refused).rejects.toMatchObject({
          refusals: [{ code: 'RATE_LIMITED', retryable: true, upstreamCode: null }],
        });
        const error: unknown = await refused.catch((thrown: unknown) => thrown);
        const retryAfterMs = error instanceof RefusedError ? error.refusals[0]?.retryAfterMs : null;
        expect(retryAfterMs).toBeGreaterThan(here.maxWaitMs);
        // Another viewer has nothing waiting: there is a turn in time.
        ask('bob 1');
        await advance(WINDOW_MS * 0.1);
        expect(passed).toEqual(['alice 1']);
      }));

    it('refuses, when its wait is over, what others have come before', () =>
      opened(1, async ({ ask, here, passed, advance }) => {
        ask('alice 1');
        ask('alice 2');
        await advance(here.maxWaitMs - 100);
        expect(passed).toEqual(['alice 1']);
        await advance(200);
        expect(passed).toEqual(['alice 1', 'alice 2 RATE_LIMITED']);
      }));

    it('holds all viewers back during a pause, also those who wait, for the longest that was asked for', () =>
      opened(1, async ({ ask, passed, advance, here, there }) => {
        await here.pause(2_000);
        await here.pause(500);
        ask('alice 1');
        ask('bob 1', there);
        await advance(1_800);
        expect(passed).toEqual([]);
        await advance(400);
        expect(passed).toEqual(['alice 1']);
      }));

    it('ends all waits when it is closed, and refuses what comes later', () =>
      opened(1, async ({ ask, passed, advance, here }) => {
        for (const label of ['alice 1', 'alice 2', 'bob 1']) ask(label);
        await advance(0);
        await here.close();
        ask('carol 1');
        expect(await here.admit({ viewer: 'dave' })).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true });
        await advance(0);
        expect(passed.toSorted()).toEqual([
          'alice 1',
          'alice 2 UPSTREAM_UNAVAILABLE',
          'bob 1 UPSTREAM_UNAVAILABLE',
          'carol 1 UPSTREAM_UNAVAILABLE',
        ]);
      }));

    it('lets a viewer who buys now and then pass while another one asks for all there is', async () => {
      const { buy, passed, advance, close } = await begin(4);
      const floods = Array.from({ length: 30 }, async (_, index) => {
        for (let round = 0; round < 3; round += 1) await buy(`alice ${index}`).catch(() => undefined);
      });
      await advance(0);
      for (let time = 0; time < 4; time += 1) {
        void buy(`bob ${time}`);
        await advance(WINDOW_MS * 1.1);
      }
      // Turns away whoever waits still.
      await close();
      await Promise.all(floods);
      expect(passed.filter((label) => label.startsWith('bob'))).toEqual(['bob 0', 'bob 1', 'bob 2', 'bob 3']);
      expect(passed.filter((label) => label.startsWith('alice')).length).toBeGreaterThan(4);
    });
  });
};
