import { createBoundedList } from './bounded-list.ts';
import type { Clock } from './clock.ts';
import type { Attempt, Delivery, NewDelivery } from './delivery.ts';
import { createDeliverySender, type Network } from './delivery-sender.ts';
import type { Events } from './events.ts';
import type { Generations } from './generations.ts';
import type { Holds } from './holds.ts';
import type { Journal } from './journal.ts';

/** Sends callbacks when they are due, and retries those that were not taken. */
export interface DeliveryQueue {
  /** Queues a callback. `onGivenUp` is called when the last retry has failed. */
  queue(order: NewDelivery, afterMs: number): Delivery;
  /** Makes one more attempt, outside the retry schedule, and returns how it ended. */
  resend(delivery: Delivery): Promise<Attempt>;
  /**
   * Resolves when the first attempt of a callback has ended. Call it before the callback is due.
   *
   * @param id Of a delivery, or of a task for the first of its callbacks.
   */
  firstAttempt(id: string): Promise<void>;
  get(id: string): Delivery | undefined;
  all(): readonly Delivery[];
  load(deliveries: readonly Delivery[]): void;
  clear(): void;
}

/** "Stops after 3 consecutive failed retries": the first attempt and three more. Source: docs.kie.ai, callback pages. */
const RETRIES = 3;
/** The spacing is not documented; one page says exponential. The time scale multiplies it. */
const RETRY_AFTER_MS = [1_000, 2_000, 4_000] as const;
const CAPACITY = 5_000;

export interface DeliveryQueueParts {
  readonly clock: Clock;
  readonly generations: Generations;
  readonly events: Events;
  readonly holds: Holds;
  readonly journal: Journal;
  /** Read at each retry, so that a change counts from then on. */
  readonly settings: { readonly timeScale: number };
  /** The key of the moment; null where callbacks are not signed. */
  readonly signingKey: () => string | null;
}

export const createDeliveryQueue = (
  { clock, generations, events, holds, journal, settings, signingKey }: DeliveryQueueParts,
  network: Network,
  onGivenUp: (delivery: Delivery) => void,
): DeliveryQueue => {
  const send = createDeliverySender({ clock, signingKey }, network);
  const list = createBoundedList<Delivery>(CAPACITY);
  // The first attempts of one task go one after the other: at time scale 0 all stages happen at once, and the order
  // would be random.
  const chains = new Map<string, Promise<unknown>>();
  const awaited = new Map<string, () => void>();
  let count = 0;

  const announce = (delivery: Delivery): void => events.emit('callback', delivery);

  const tryOnce = async (delivery: Delivery, generation: AbortSignal): Promise<Attempt> => {
    const at = clock.now();
    const { sent, ending } = await send(delivery, generation);
    const done: Attempt = { at, status: ending.status, error: ending.error };
    if (generation.aborted) return done;
    delivery.attempts = [...delivery.attempts, done];
    const { pathname } = new URL(delivery.url);
    journal.add({
      kind: 'callback',
      at,
      ms: clock.now() - at,
      method: 'POST',
      url: delivery.url,
      path: pathname,
      sent,
      ending,
      code: null,
      taskId: delivery.taskId,
      stage: delivery.stage,
      attempt: delivery.attempts.length,
      notes: [],
    });
    return done;
  };

  const attempt = async (delivery: Delivery, retry: number): Promise<void> => {
    const generation = generations.current;
    await holds.pass('callback', delivery.taskId);
    // Busy only from here on: a held callback may be held for ever, and no jump should wait for it.
    const { status } = await clock.busy(tryOnce(delivery, generation));
    if (generation.aborted) return;
    // Only a 200 counts. Other 2xx are undocumented, and receivers must not rely on them.
    delivery.state = status === 200 ? 'delivered' : retry < RETRIES ? 'retrying' : 'given-up';
    if (delivery.state === 'retrying') {
      const afterMs = (RETRY_AFTER_MS[retry] ?? 0) * settings.timeScale;
      const what = `retry ${retry + 1} of ${delivery.stage} for ${delivery.taskId}`;
      clock.after(afterMs, what, () => attempt(delivery, retry + 1));
    }
    announce(delivery);
    for (const id of [delivery.taskId, delivery.id]) {
      awaited.get(id)?.();
      awaited.delete(id);
    }
    if (delivery.state === 'given-up') onGivenUp(delivery);
  };

  const schedule = (delivery: Delivery): void => {
    const { taskId, stage } = delivery;
    clock.after(delivery.dueAt - clock.now(), `callback ${stage} of ${taskId}`, () => {
      const chain = (chains.get(taskId) ?? Promise.resolve()).then(() => attempt(delivery, delivery.attempts.length));
      chains.set(taskId, chain);
      return chain.finally(() => {
        if (chains.get(taskId) === chain) chains.delete(taskId);
      });
    });
  };

  return {
    queue: (order, afterMs) => {
      const delivery: Delivery = {
        ...order,
        id: `callback-${++count}`,
        dueAt: clock.now() + afterMs,
        state: 'waiting',
        attempts: [],
      };
      list.add(delivery);
      announce(delivery);
      schedule(delivery);
      return delivery;
    },
    resend: async (delivery) => {
      const generation = generations.current;
      const done = await clock.busy(tryOnce(delivery, generation));
      if (generation.aborted) return done;
      if (done.status === 200) delivery.state = 'delivered';
      announce(delivery);
      return done;
    },
    firstAttempt: (id) => new Promise((resolve) => awaited.set(id, resolve)),
    get: (id) => list.all().find((delivery) => delivery.id === id),
    all: () => list.all(),
    load: (deliveries) => {
      for (const delivery of deliveries) {
        list.add(delivery);
        count = Math.max(count, Number(delivery.id.split('-').at(-1)));
        if (delivery.state === 'waiting' || delivery.state === 'retrying') schedule(delivery);
      }
    },
    clear: () => {
      list.clear();
      chains.clear();
      awaited.clear();
    },
  };
};
