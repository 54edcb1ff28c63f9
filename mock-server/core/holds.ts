import type { Events } from './events.ts';

/**
 * Points at which the mock can be told to wait, so that a test can kill, cut or inspect something at exactly that
 * moment: a purchase that has arrived but is not charged, one that is charged but not answered, a callback about to
 * leave, a record about to be told.
 */
export const HOLD_POINTS = ['before-charge', 'after-charge', 'callback', 'record'] as const;
export type HoldPoint = (typeof HOLD_POINTS)[number];

/** Something that waits at a point. */
export interface Held {
  readonly id: string;
  readonly point: HoldPoint;
  /** What it is about: a path for a purchase, a task id otherwise. */
  readonly about: string;
}

export interface Holds {
  /** From now on, holds the next `count` arrivals at a point. */
  arm(point: HoldPoint, count: number): void;
  armed(): Readonly<Partial<Record<HoldPoint, number>>>;
  held(): readonly Held[];
  /** Waits while held; comes back at once where nothing is armed. */
  pass(point: HoldPoint, about: string): Promise<void>;
  /** Resolves as soon as something waits at the point. */
  reached(point: HoldPoint): Promise<Held>;
  /** Lets go what waits: one by id, all at a point, or everything. Disarms the points it names. Answers how many went on. */
  release(which?: { readonly id?: string | undefined; readonly point?: HoldPoint | undefined }): number;
  /** Forgets what waits, which then waits for ever, and disarms all points. */
  clear(): void;
}

export const createHolds = (events: Events): Holds => {
  const armed = new Map<HoldPoint, number>();
  const waiting = new Map<string, Held & { readonly release: () => void }>();
  const watchers = new Set<{ readonly point: HoldPoint; readonly tell: (held: Held) => void }>();
  let count = 0;

  const show = ({ id, point, about }: Held): Held => ({ id, point, about });
  const held = (): Held[] => [...waiting.values()].map(show);
  const announce = (): void =>
    events.emit(
      'holds',
      held().map((one) => ({ ...one })),
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
    held,
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
        watcher.tell({ id, point, about });
      }
      await gone;
    },
    reached: (point) => {
      const already = held().find((one) => one.point === point);
      if (already) return Promise.resolve(already);
      return new Promise((tell) => watchers.add({ point, tell }));
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
