import { z } from 'zod';
import type { Events } from './events.ts';

/**
 * Points at which the mock can be made to wait, so that a test can kill, cut or inspect something at exactly that
 * moment: a purchase that has arrived but is not charged, one that is charged but not answered, a callback that is
 * about to leave, a record that is about to be answered.
 */
export const HOLD_POINTS = ['before-charge', 'after-charge', 'callback', 'record'] as const;
export type HoldPoint = (typeof HOLD_POINTS)[number];

/** Something that waits at a point. */
export const held = z.object({
  id: z.string(),
  point: z.enum(HOLD_POINTS),
  about: z.string().describe('What it is about: a path for a purchase, a task id otherwise.'),
});
export type Held = Readonly<z.infer<typeof held>>;

export interface Holds {
  /** From now on, holds the next `count` arrivals at a point. */
  arm(point: HoldPoint, count: number): void;
  armed(): Readonly<Partial<Record<HoldPoint, number>>>;
  held(): readonly Held[];
  /** Waits while held; returns at once where nothing is armed. */
  pass(point: HoldPoint, about: string): Promise<void>;
  /** Resolves as soon as something waits at the point. */
  reached(point: HoldPoint): Promise<Held>;
  /**
   * Lets waiting calls go on: one by id, all at a point, or all. Disarms the points it names. Returns how many went on.
   */
  release(which?: { readonly id?: string | undefined; readonly point?: HoldPoint | undefined }): number;
  /** Drops what waits, which then waits for ever, and disarms all points. */
  clear(): void;
}

export const createHolds = (events: Events): Holds => {
  const armed = new Map<HoldPoint, number>();
  const waiting = new Map<string, Held & { readonly release: () => void }>();
  const watchers = new Set<{ readonly point: HoldPoint; readonly notify: (held: Held) => void }>();
  let count = 0;

  const show = ({ id, point, about }: Held): Held => ({ id, point, about });
  const list = (): Held[] => [...waiting.values()].map(show);
  const announce = (): void =>
    events.emit(
      'holds',
      list().map((one) => ({ ...one })),
    );

  return {
    arm: (point, times) => {
      if (!HOLD_POINTS.includes(point) || !Number.isInteger(times) || times < 1) {
        throw new RangeError(`${times} × "${point}" cannot be held; the points are ${HOLD_POINTS.join(', ')}`);
      }
      armed.set(point, times);
      announce();
    },
    armed: () => Object.fromEntries(armed),
    held: list,
    pass: async (point, about) => {
      const left = armed.get(point) ?? 0;
      if (left === 0) return;
      if (left === 1) armed.delete(point);
      else armed.set(point, left - 1);
      const id = `hold-${++count}`;
      const gone = new Promise<void>((release) => waiting.set(id, { id, point, about, release }));
      announce();
      for (const watcher of watchers) {
        if (watcher.point !== point) continue;
        watchers.delete(watcher);
        watcher.notify({ id, point, about });
      }
      await gone;
    },
    reached: (point) => {
      const already = list().find((one) => one.point === point);
      if (already) return Promise.resolve(already);
      return new Promise((notify) => watchers.add({ point, notify }));
    },
    release: ({ id, point } = {}) => {
      if (id === undefined) for (const name of point === undefined ? HOLD_POINTS : [point]) armed.delete(name);
      const chosen = [...waiting.values()].filter(
        (one) => (id === undefined || one.id === id) && (point === undefined || one.point === point),
      );
      for (const one of chosen) {
        waiting.delete(one.id);
        one.release();
      }
      announce();
      return chosen.length;
    },
    clear: () => {
      armed.clear();
      waiting.clear();
      announce();
    },
  };
};
