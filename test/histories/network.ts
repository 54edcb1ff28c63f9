import type { Clock } from '../../src/domain/ports/clock.ts';
import type { TaskEvents, TaskNews } from '../../src/domain/ports/task-events.ts';
import { createRandom } from '../support/random.ts';

/* The event bus between nodes in one process, over a network that loses, delays, reorders and repeats news. */

export const MOODS = ['well', 'slow', 'lossy', 'cut'] as const;
/** How the network treats the news to one node. */
export type Mood = (typeof MOODS)[number];

/** The longest delay of news, in milliseconds. */
const LONGEST_DELAY_MS = 3_000;

/** A node on the network. */
export interface Place {
  readonly events: TaskEvents;
  mood: Mood;
  /** Its process has died: nobody listens there any more. */
  leave(): void;
}

/** @param seed decides the fate of each piece of news. */
export const createNetwork = (clock: Clock, seed: number) => {
  const random = createRandom(seed);
  const places = new Set<{ hear(news: TaskNews): void }>();

  /** After how many milliseconds news arrive, each time that they do. */
  const arrivals = (mood: Mood): number[] => {
    const after = (): number => (mood === 'well' ? 0 : Math.floor(random() * LONGEST_DELAY_MS));
    const isLost = mood === 'cut' || (mood === 'lossy' && random() < 0.5);
    if (isLost) return [];
    return mood === 'lossy' && random() < 0.3 ? [after(), after()] : [after()];
  };

  const join = (): Place => {
    let subscribers = new Set<{ readonly viewer: string; tell(news: TaskNews): void }>();
    const listeners = new Set<() => void>();
    let mood: Mood = 'lossy';
    const deliver = (news: TaskNews): void => {
      for (const { viewer, tell } of [...subscribers]) if (viewer === news.viewer) tell(news);
    };
    places.add({
      hear(news) {
        for (const ms of arrivals(mood)) {
          if (ms === 0) setImmediate(deliver, news);
          else void clock.wait(ms).then(() => deliver(news));
        }
      },
    });
    return {
      events: {
        lossy: true,
        publish: (news) => places.forEach((place) => void place.hear(news)),
        async subscribe(viewer, tell) {
          const subscriber = { viewer, tell };
          subscribers.add(subscriber);
          return async () => void subscribers.delete(subscriber);
        },
        onReconnect(listener) {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
        ping: () => Promise.resolve(),
        close: () => Promise.resolve(),
      },
      get mood() {
        return mood;
      },
      set mood(next) {
        const isBack = mood === 'cut' && next !== 'cut';
        mood = next;
        if (isBack) for (const listener of listeners) listener();
      },
      leave() {
        subscribers = new Set();
        listeners.clear();
      },
    };
  };

  return { join };
};
